import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import { mintQrToken, QR_STEP_MS } from '@mingjing/shared/qr/token.ts';
import { currentSession, isArmed } from '../core/session/session-machine.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { DeviceIdentity } from '../store/device-identity.ts';

/** The dynamic QR code 动态二维码 of the session on the screen: a new address every 30 s, minted here, so that it works offline. */
export function createDynamicQr(options: {
  /** Address that phones reach; undefined where the terminal works alone. */
  readonly publicUrl: string | undefined;
  /** Null until the terminal is enrolled. */
  readonly identity: () => DeviceIdentity | null;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Gateway time − terminal time, ms; null while unknown. */
  readonly clockOffset: () => number | null;
  /** The address changed. */
  readonly onNewCode: () => void;
}) {
  let cancel = () => {};
  const gatewayTime = () => options.clock.now() + (options.clockOffset() ?? 0);

  /** The address for the session that invites now; null while there is none or none can be made. */
  function address(state: SessionState): string | null {
    const identity = options.identity();
    const session = currentSession(state);
    if (identity === null || options.publicUrl === undefined || session === undefined || !isArmed(state)) return null;
    const token = mintQrToken(identity.shortId, session.view.qrHandle, gatewayTime(), identity.qrKey);
    return new URL(`/r/${token}`, options.publicUrl).href;
  }

  /** Keeps the code turning while this state lasts. */
  function follow(state: SessionState): void {
    cancel();
    if (address(state) === null) return;
    cancel = options.timers.after(QR_STEP_MS - (gatewayTime() % QR_STEP_MS), () => {
      options.onNewCode();
      follow(state);
    });
  }

  return { address, follow, stop: () => cancel() };
}
