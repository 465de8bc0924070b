import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { HealthReport } from '@mingjing/shared/protocol/actions.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { currentSession } from '../core/session/session-machine.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { SyncClient } from '../sync/sync-client.ts';
import type { LocalApiService } from './local-api.ts';
import type { Periphery } from './periphery.ts';
import type { SessionDriver } from './session-driver.ts';
import type { createSessionOutcomes } from './session-outcomes.ts';

/** What the window PC may ask of a terminal that has its data folder. */
export function localService(parts: {
  readonly driver: Pick<SessionDriver, 'dispatch' | 'state'>;
  readonly role: TerminalSettings['role'];
  readonly outcomes: ReturnType<typeof createSessionOutcomes>;
  readonly periphery: Periphery;
  readonly sync: Pick<SyncClient, 'status'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly health: () => HealthReport;
  readonly open: (
    openedBy: 'local-api' | 'kiosk',
    service: Parameters<LocalApiService['open']>[0],
  ) => ReturnType<LocalApiService['open']>;
}): LocalApiService {
  const { driver, outcomes, periphery, sync } = parts;
  const isKiosk = parts.role === 'kiosk';
  return {
    // What other software of a kiosk opens is rated at a kiosk: it decides the channel 评价渠道.
    open: (service) => parts.open(isKiosk ? 'kiosk' : 'local-api', service),
    isShowing: (sessionId) => (isKiosk ? isInHand(driver.state(), sessionId) : null),
    cancel: (sessionId) => driver.dispatch({ kind: 'close', sessionId, reason: 'cancelled' }),
    viewOf: (sessionId) => outcomes.viewOf(sessionId),
    gatewayTime: () => parts.clock.now() + (sync.status().clockOffset ?? Number.POSITIVE_INFINITY),
    status: () => statusForStaff(parts.health(), sync.status().connected),
    diagnostics: periphery.report,
    bundle: async () => periphery.bundle(),
    printReceipt: periphery.receipts.print,
    window: () => periphery.window.service,
  };
}

/** Whether it is in front of the citizen or waits to be. */
function isInHand(state: SessionState, sessionId: string): boolean {
  return [currentSession(state), ...state.waiting].some((held) => held?.view.sessionId === sessionId);
}

/** What the window PC may know: without the backlog and the pads' counters, which step with every rating and press (P5). */
function statusForStaff({ pads: all, storage, screenConnected, rssMb }: HealthReport, connected: boolean) {
  const pads = all.map(({ role, profile, connected: isThere }) => ({ role, profile, connected: isThere }));
  return { pads, storage, screenConnected, rssMb, gateway: connected ? 'connected' : 'offline' };
}
