import type { DeviceId, ShortId } from '@mingjing/shared/domain/ids.ts';

/** Who this terminal is to the gateway. The private key never leaves the file it was made in. */
export interface DeviceIdentity {
  readonly deviceId: DeviceId;
  readonly shortId: ShortId;
  /** 32 bytes, from the gateway at enrolment. */
  readonly qrKey: Uint8Array;
  /** Ed25519 over UTF-8 text; base64url. */
  sign(text: string): string;
}
