import type { Clock } from '@mingjing/shared/basics/clock.ts';
import { PAD_DELAYS } from './delays.data.ts';

/** Why pads are not to be watched: they are asked, or a citizen is at the terminal. */
type Reason = 'armed' | 'citizen';

/**
 * Says when bytes and presses tell what a citizen thinks (P5): while a question is open, as long as the citizen is there, and for a
 * while after both, since a pad that is not yet acknowledged repeats the press, a held button stays in the state reports, and some
 * people press again. Begins private: the process before this one may have ended in the middle of a session, if it ever had one.
 */
export interface Privacy {
  /** Begins or ends a reason. */
  mind(reason: Reason, holds: boolean): void;
  /** Nobody was ever here, so that there is nobody to wait for after this start. Of no effect once there was a reason. */
  nobodyWas(): void;
  isPrivate(): boolean;
  /** How long it stays so, ms: 0 while nothing is private, infinite while a reason holds. */
  remainingMs(): number;
}

export function createPrivacy(clock: Pick<Clock, 'mono'>): Privacy {
  const reasons = new Set<Reason>();
  let minded = false;
  let until = clock.mono() + PAD_DELAYS.privateAfterMs;
  const remainingMs = (): number => (reasons.size > 0 ? Number.POSITIVE_INFINITY : Math.max(0, until - clock.mono()));
  return {
    mind(reason, holds) {
      minded ||= holds;
      if (holds) reasons.add(reason);
      else if (reasons.delete(reason)) until = clock.mono() + PAD_DELAYS.privateAfterMs;
    },
    nobodyWas() {
      if (!minded) until = clock.mono();
    },
    isPrivate: () => remainingMs() > 0,
    remainingMs,
  };
}
