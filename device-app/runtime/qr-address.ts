import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { QrHandle } from '@mingjing/shared/domain/ids.ts';
import { mintQrToken, QR_STEP_MS } from '@mingjing/shared/qr/token.ts';
import type { DeviceIdentity } from '../store/device-identity.ts';

/**
 * The address in a session's dynamic QR code.
 * @param clockOffset gateway time − terminal time, ms, as last measured
 */
export function qrAddress(
  publicUrl: string,
  identity: DeviceIdentity,
  handle: QrHandle,
  clock: Clock,
  clockOffset: number | null,
): string {
  const token = mintQrToken(identity.shortId, handle, clock.now() + (clockOffset ?? 0), identity.qrKey);
  return new URL(`/r/${token}`, publicUrl).href;
}

/** Milliseconds until the code changes next. */
export function untilNextCode(clock: Clock, clockOffset: number | null): number {
  return QR_STEP_MS - ((clock.now() + (clockOffset ?? 0)) % QR_STEP_MS);
}
