import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { OpenProblem } from '../store/open-problem.ts';
import type { AssembledTerminal } from './assemble.ts';
import type { Terminal } from './terminal.ts';

/** How often a data folder that cannot be used is tried again. */
const REOPEN_MS = 5_000;
/** How often a terminal that is to be put on new settings is looked at, while somebody is being served. */
const RENEW_MS = 1_000;
/** A log that is damaged again within this time of its repair waits before the next: a dying disk must not fill the log of events. */
const CALM_MS = 60_000;

const UNDER_REPAIR: OpenProblem = { kind: 'unavailable', message: 'the log is being repaired' };

/** What a terminal is assembled with, besides what never changes. */
export interface Handover {
  readonly onDamaged: () => void;
  readonly resume: SessionState | undefined;
}

/** Holds the terminal while its data folder can be used, and brings it back when it cannot. */
export interface TerminalSlot {
  /** Undefined while the data folder cannot be used. */
  terminal(): Terminal | undefined;
  /** Why there is no terminal. */
  problem(): OpenProblem | undefined;
  /** Token of the local API; undefined until the data folder could be used once. */
  localToken(): string | undefined;
  start(): void;
  /** Assembles the terminal anew, because its settings are other ones: as soon as nobody is being served. What comes meanwhile is refused. */
  renew(): void;
  stop(): Promise<void>;
}

/** A damaged log is closed with all that uses it and opened anew, which repairs it; the session goes on where it was. */
export function createTerminalSlot(options: {
  readonly assemble: (handover: Handover) => Result<AssembledTerminal, OpenProblem>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: EventLog;
  /** There is a terminal now, or none any more. */
  readonly onChange: () => void;
}): TerminalSlot {
  const { clock, timers, log } = options;
  let terminal: Terminal | undefined;
  let localToken: string | undefined;
  let problem: OpenProblem | undefined;
  let resume: SessionState | undefined;
  let cancel = () => {};
  let cancelRenewal = () => {};
  let renewing: Promise<void> = Promise.resolve();
  let repairedAt = Number.NEGATIVE_INFINITY;
  let suspect = false;
  let stopped = false;

  function open(): void {
    suspect = false;
    const assembled = options.assemble({ resume, onDamaged: damageListener() });
    if (!assembled.ok) {
      if (problem === undefined || problem === UNDER_REPAIR) {
        log('store.unavailable', { reason: assembled.error.message });
      }
      problem = assembled.error;
      cancel = timers.after(REOPEN_MS, open);
      options.onChange();
      return;
    }
    ({ terminal, localToken } = assembled.value);
    terminal.start();
    // Refused again: no way back yet, and nothing new to tell.
    if (suspect) return;
    if (problem !== undefined) log('store.recovered');
    problem = undefined;
    options.onChange();
  }

  /** For one opening of the log: hears of damage once. The call that met it must return before anything is closed. */
  function damageListener(): () => void {
    let heard = false;
    return () => {
      if (heard || stopped) return;
      heard = true;
      suspect = true;
      if (problem === undefined) log('store.suspect');
      cancel = timers.after(clock.mono() - repairedAt < CALM_MS ? REOPEN_MS : 0, () => {
        renewing = renew(UNDER_REPAIR);
      });
    };
  }

  /** @param why undefined where nothing is wrong */
  async function renew(why: OpenProblem | undefined): Promise<void> {
    const old = terminal;
    terminal = undefined;
    problem = why;
    resume = old?.session() ?? resume;
    options.onChange();
    await old?.stop();
    if (why === UNDER_REPAIR) repairedAt = clock.mono();
    if (!stopped) open();
  }

  /** One at a time: what is set meanwhile is in the terminal after. */
  async function renewInTurn(before: Promise<void>): Promise<void> {
    await before;
    if (stopped || suspect || terminal === undefined) return;
    // Somebody may have come since it was set: they are served to the end on what they began with.
    if (terminal.session().phase.kind === 'idle') await renew(undefined);
    else cancelRenewal = timers.after(RENEW_MS, renewLater);
  }

  /** One wait is enough for all that was set. */
  function renewLater(): void {
    cancelRenewal();
    renewing = renewInTurn(renewing);
  }

  return {
    terminal: () => terminal,
    problem: () => problem,
    localToken: () => localToken,
    start: open,
    renew: renewLater,
    async stop() {
      stopped = true;
      cancel();
      cancelRenewal();
      await renewing;
      await terminal?.stop();
    },
  };
}
