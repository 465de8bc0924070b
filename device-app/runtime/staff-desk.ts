import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { StaffPageState } from '../core/screen/idle-page.ts';
import { CARD, type PinTry, type SignInAnswer, type StaffRegister } from './staff-register.ts';

/** How long the page stays without a touch, and how long before its end it says so. */
export const SIGN_IN_OPEN_MS = 60_000;
const WARNING_MS = 20_000;
/** A reader repeats a card that is left on it. */
const CARD_PAUSE_MS = 1_000;

/** The sign-in page: open at most while nobody is being served. */
export interface StaffDesk {
  /** The page, or null while it is closed. */
  page(): StaffPageState | null;
  open(): void;
  /** Somebody touched it. */
  stay(): void;
  close(): void;
  enter(said: PinTry): void;
  /** A card was read, whether or not the page is open. */
  card(card: string): void;
}

interface Visit {
  until: number;
  readonly answer: StaffPageState['answer'];
  /** No try with what was tried last is taken before. */
  readonly lockedUntil: number;
}

export function createStaffDesk(options: {
  readonly register: StaffRegister;
  /** Whether nobody is being served, and staff sign in here at all. */
  readonly mayOpen: () => boolean;
  readonly clock: Pick<Clock, 'mono'>;
  readonly timers: Timers;
  readonly onChange: () => void;
}): StaffDesk {
  const { register, clock, timers, onChange } = options;
  let visit: Visit | null = null;
  let checking = false;
  let lastCardAt = Number.NEGATIVE_INFINITY;
  let cancel = () => {};

  /** Wakes when the page changes by itself next. */
  function schedule(): void {
    cancel();
    if (visit === null) return;
    const now = clock.mono();
    const moments = [visit.until - WARNING_MS, visit.until, visit.lockedUntil];
    const next = Math.min(...moments.filter((moment) => moment > now));
    cancel = timers.after(next - now, () => {
      if (visit !== null && clock.mono() >= visit.until) close();
      else {
        schedule();
        onChange();
      }
    });
  }

  function show(answer: StaffPageState['answer'], lockedUntil = Number.NEGATIVE_INFINITY): void {
    visit = { until: clock.mono() + SIGN_IN_OPEN_MS, answer, lockedUntil };
    schedule();
    onChange();
  }

  function close(): void {
    if (visit === null) return;
    visit = null;
    cancel();
    onChange();
  }

  /** One at a time: each costs memory and time. */
  async function check(key: string, by: () => Promise<SignInAnswer>): Promise<void> {
    if (checking) return;
    checking = true;
    if (visit !== null) show('checking');
    try {
      const answer = await by();
      if (answer === 'done') close();
      else if (options.mayOpen()) show(answerShown(answer, key), register.lockedUntil(key));
      else close();
    } finally {
      checking = false;
    }
  }

  function pageOf({ until, answer, lockedUntil }: Visit): StaffPageState {
    const left = until - clock.mono();
    const wait = lockedUntil - clock.mono();
    const current = register.onDuty();
    return {
      kind: 'staff',
      warning: left > WARNING_MS ? null : { remainingMs: Math.max(0, left), totalMs: WARNING_MS },
      current: current === null ? null : { name: current.name, number: current.number },
      answer,
      locked: wait > 0 ? { remainingMs: wait, totalMs: wait } : null,
    };
  }

  return {
    page: () => (visit === null ? null : pageOf(visit)),
    open() {
      if (visit === null && options.mayOpen()) show(null);
    },
    stay() {
      if (visit === null) return;
      visit.until = clock.mono() + SIGN_IN_OPEN_MS;
      schedule();
      onChange();
    },
    close,
    enter(said) {
      if (visit === null) return;
      void check(said.number, () => register.tryPin(said, options.mayOpen));
    },
    card(card) {
      const now = clock.mono();
      if (!options.mayOpen() || now - lastCardAt < CARD_PAUSE_MS) return;
      lastCardAt = now;
      void check(CARD, () => register.tryCard(card, options.mayOpen));
    },
  };
}

/** Locked or wrong: neither says what was wrong, and only the time that is left differs. */
function answerShown(answer: SignInAnswer, key: string): StaffPageState['answer'] {
  if (answer === 'unavailable') return 'unavailable';
  return key === CARD ? 'wrong-card' : 'wrong';
}
