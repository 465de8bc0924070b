import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { isSelfTestOverdue, NOTHING_TOLD, type SelfTestStanding, standingAfter } from './core/self-test-overdue.ts';
import type { GatewayStore, KeptSelfTest, ListedTerminal } from './store/gateway-store.ts';
import type { TerminalHealth } from './ws/health-board.ts';

/** Every terminal is looked at this often. */
const LOOK_MS = 60_000;
/** Between two portions of terminals: thousands at once would keep ratings waiting. */
const PAUSE_MS = 500;
const PORTION = 500;
/** After a start nobody is called overdue for so long: all terminals first have to come back and tell. */
export const SETTLE_MS = 15 * 60_000;

export interface SelfTestWatchParts {
  readonly store: Pick<GatewayStore, 'listTerminals' | 'keepSelfTests'>;
  /** The last known condition of a terminal, of this process. */
  readonly health: (deviceId: ListedTerminal['deviceId']) => TerminalHealth | undefined;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: EventLog;
}

/** What is known of a terminal's self-test, from the store and from what it told since. */
export function selfTestStanding(
  { selfTest }: ListedTerminal,
  health: TerminalHealth | undefined,
  now: number,
): SelfTestStanding {
  return standingAfter(selfTest ?? NOTHING_TOLD, health?.report?.selfTest, health?.clockOffsetMs ?? 0, now);
}

/**
 * Keeps what terminals tell of their self-test over restarts, and says once which go without proof for too long, and once that they have
 * it again (P8). Looks at regular times, never when a terminal speaks: nothing here moves when a citizen rates (P5).
 */
export function createSelfTestWatch({ store, health, clock, timers, log }: SelfTestWatchParts) {
  const startedAt = clock.mono();
  /** As last said, where it could not be written down yet. */
  const unwritten = new Map<string, boolean>();
  let overdue = 0;
  let counting = 0;
  let looking = Promise.resolve();
  let isStopped = false;
  let cancel = timers.after(0, () => look(''));

  function look(after: string): void {
    looking = lookAt(after).then((last) => {
      if (isStopped) return;
      cancel = last === undefined ? timers.after(LOOK_MS, () => look('')) : timers.after(PAUSE_MS, () => look(last));
    });
  }

  /** Resolves to the terminal after which to go on; undefined at the end of the list. */
  async function lookAt(after: string): Promise<string | undefined> {
    if (after === '') counting = 0;
    try {
      const terminals = store.listTerminals(after, PORTION);
      await keep(terminals.flatMap((terminal) => judge(terminal) ?? []));
      if (terminals.length === PORTION) return terminals.at(-1)?.shortId;
      overdue = counting;
    } catch (cause) {
      // What could not be written is found changed again by the next look.
      log('terminal.self-tests-not-kept', { error: cause instanceof Error ? cause.message : 'unknown' });
    }
    return undefined;
  }

  /** What is to be written of a terminal; undefined where nothing changed. */
  function judge(terminal: ListedTerminal): KeptSelfTest | undefined {
    const { deviceId, enrolledAt, selfTest } = terminal;
    const now = clock.now();
    const standing = selfTestStanding(terminal, health(deviceId), now);
    const written = selfTest?.overdue ?? false;
    const was = unwritten.get(deviceId) ?? written;
    const isSettled = clock.mono() - startedAt >= SETTLE_MS;
    const is = isSelfTestOverdue(standing.provenAt, enrolledAt, now) && (was || isSettled);
    if (is) counting += 1;
    if (is !== was) {
      log(is ? 'terminal.self-test-overdue' : 'terminal.self-test-recovered', { device: deviceId });
      unwritten.set(deviceId, is);
    }
    const before = selfTest ?? NOTHING_TOLD;
    const isSame = (['state', 'at', 'provenAt'] as const).every((field) => standing[field] === before[field]);
    return isSame && is === written ? undefined : { deviceId, ...standing, overdue: is };
  }

  async function keep(changed: readonly KeptSelfTest[]): Promise<void> {
    if (changed.length === 0) return;
    await store.keepSelfTests(changed);
    for (const { deviceId } of changed) unwritten.delete(deviceId);
  }

  return {
    /** Terminals that were said to be without proof, as of the last look. */
    overdueCount: () => overdue,
    /** Looks a last time; resolves when what was told is written. */
    async stop(): Promise<void> {
      isStopped = true;
      cancel();
      await looking;
      for (let after: string | undefined = ''; after !== undefined; ) after = await lookAt(after);
    },
  };
}
export type SelfTestWatch = ReturnType<typeof createSelfTestWatch>;
