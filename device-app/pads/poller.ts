import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { Answer } from './conversation.ts';
import { PAD_DELAYS } from './delays.data.ts';

/** An address that is asked; null where the device has none. */
export type PollTarget = number | null;

interface Asked {
  readonly target: PollTarget;
  misses: number;
  answers: boolean | undefined;
  dueAt: number;
}

export interface PollerParts {
  readonly poll: NonNullable<PadProfile['poll']>;
  readonly targets: readonly PollTarget[];
  readonly ask: (target: PollTarget) => Promise<Answer>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** A target answers, for the first time or again. */
  readonly onAnswering: () => void;
  /** A target has not answered as often as the profile allows. */
  readonly onSilent: (target: PollTarget) => void;
}

/** Asks a device again and again. */
export interface Poller {
  start(): void;
  /** Targets that do not answer, or have not yet. */
  missing(): readonly PollTarget[];
  /** Whether any of them has answered since the start. */
  everAnswered(): boolean;
  stop(): void;
}

/**
 * Asks each address in turn, one question outstanding, from one question to the next `intervalMs` at least. An address that stopped
 * answering is asked more slowly, and for ever, so that it can come back.
 */
export function createPoller({ poll, targets, ask, clock, timers, onAnswering, onSilent }: PollerParts): Poller {
  const all: readonly Asked[] = targets.map((target) => ({ target, misses: 0, answers: undefined, dueAt: 0 }));
  let stopped = false;
  let heard = false;
  let cancel: () => void = () => undefined;

  const note = (asked: Asked, answer: Answer): void => {
    if (answer === 'answered') {
      asked.misses = 0;
      heard = true;
      if (asked.answers !== true) {
        asked.answers = true;
        onAnswering();
      }
      return;
    }
    asked.misses += 1;
    if (asked.misses < poll.maxMisses || asked.answers === false) return;
    asked.answers = false;
    onSilent(asked.target);
  };

  /** The one that has waited longest. */
  const nextDue = (): Asked | undefined => [...all].sort((a, b) => a.dueAt - b.dueAt)[0];

  const askNext = async (asked: Asked): Promise<void> => {
    const askedAt = clock.mono();
    const answer = await ask(asked.target);
    if (stopped) return;
    note(asked, answer);
    const pace = asked.answers === false ? Math.max(poll.intervalMs, PAD_DELAYS.slowPollMs) : poll.intervalMs;
    asked.dueAt = askedAt + pace;
    if (!stopped) schedule(askedAt + poll.intervalMs);
  };

  const schedule = (notBefore: number): void => {
    const asked = nextDue();
    if (asked === undefined) return;
    const wait = Math.max(asked.dueAt, notBefore) - clock.mono();
    cancel = timers.after(Math.max(0, wait), () => void askNext(asked));
  };

  return {
    start: () => schedule(clock.mono()),
    missing: () => all.filter(({ answers }) => answers !== true).map(({ target }) => target),
    everAnswered: () => heard,
    stop() {
      stopped = true;
      cancel();
    },
  };
}
