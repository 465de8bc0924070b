import type { HealthReport } from '@mingjing/shared/protocol/actions.ts';

/** What is known of a terminal's condition. `lastSeenAt` moves only when the terminal itself does something. */
export interface TerminalHealth {
  readonly lastSeenAt: number;
  /** Gateway time − terminal time at the last heartbeat, ms. */
  readonly clockOffsetMs: number | null;
  readonly report: HealthReport | null;
}

/** Last known condition of every terminal that has ever connected; survives disconnection. Bounded by the terminals enrolled. */
export function createHealthBoard() {
  const board = new Map<string, TerminalHealth>();
  return {
    seen(deviceId: string, now: number, heartbeat?: { readonly health: HealthReport; readonly clock: number }): void {
      const before = board.get(deviceId);
      board.set(deviceId, {
        lastSeenAt: now,
        clockOffsetMs: heartbeat === undefined ? (before?.clockOffsetMs ?? null) : now - heartbeat.clock,
        report: heartbeat?.health ?? before?.report ?? null,
      });
    },
    of: (deviceId: string): TerminalHealth | undefined => board.get(deviceId),
  };
}
