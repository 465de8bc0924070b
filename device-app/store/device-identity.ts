import type { DeviceId, ShortId } from '@mingjing/shared/domain/ids.ts';

/** The terminal's own key, made on its first start, with the device id it minted along with it. */
export interface DeviceKey {
  readonly deviceId: DeviceId;
  /** Ed25519, raw 32 bytes, base64url. */
  readonly publicKey: string;
  /** Ed25519 over UTF-8 text; base64url. */
  sign(text: string): string;
}

/** What the gateway gave at enrolment. */
export interface Enrolment {
  readonly shortId: ShortId;
  /** 32 bytes. */
  readonly qrKey: Uint8Array;
  readonly windowName: string;
}

/** Who this terminal is to the gateway. The private key never leaves the file it was made in. */
export interface DeviceIdentity extends DeviceKey, Enrolment {}

/** Joins key and enrolment. */
export function identityOf(key: DeviceKey, enrolment: Enrolment): DeviceIdentity {
  return { ...key, ...enrolment };
}
