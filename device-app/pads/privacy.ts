import type { Clock } from '@mingjing/shared/basics/clock.ts';
import { PAD_DELAYS } from './delays.data.ts';

/**
 * Says when bytes and presses tell what a citizen thinks (P5): while a question is open, and for a while after it, since a pad that is
 * not yet acknowledged repeats the press, a held button stays in the state reports, and some people press again.
 */
export interface Privacy {
  open(): void;
  close(): void;
  isPrivate(): boolean;
}

export function createPrivacy(clock: Pick<Clock, 'mono'>): Privacy {
  let isOpen = false;
  let until = Number.NEGATIVE_INFINITY;
  return {
    open() {
      isOpen = true;
    },
    close() {
      if (isOpen) until = clock.mono() + PAD_DELAYS.privateAfterMs;
      isOpen = false;
    },
    isPrivate: () => isOpen || clock.mono() < until,
  };
}
