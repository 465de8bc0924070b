import type { Timers } from '@mingjing/shared/basics/clock.ts';

export interface ScreenAddressPorts {
  readonly timers: Timers;
  /** Milliseconds a ready runtime has to answer. */
  readonly answerWithinMs: number;
  /** Asks the ready runtime for an address. */
  readonly request: () => void;
  /** The runtime was asked and did not answer: it hangs. */
  readonly onSilence: () => void;
}

/**
 * Hands out addresses of the screens, each good for one browser. One is on hand after `offer`; otherwise a ready runtime is asked,
 * and one that is down is waited for.
 */
export function createScreenAddress({ timers, answerWithinMs, request, onSilence }: ScreenAddressPorts) {
  let ready = false;
  let onHand: string | undefined;
  let waiting: ((url: string) => void) | undefined;
  let cancelSilence: (() => void) | undefined;

  const ask = (): void => {
    cancelSilence?.();
    cancelSilence = timers.after(answerWithinMs, onSilence);
    request();
  };

  return {
    /** The runtime gave an address. */
    offer(url: string): void {
      ready = true;
      cancelSilence?.();
      onHand = url;
      const give = waiting;
      if (give === undefined) return;
      waiting = undefined;
      onHand = undefined;
      give(url);
    },
    /** The runtime is gone, and its addresses with it. */
    withdraw(): void {
      ready = false;
      onHand = undefined;
      cancelSilence?.();
    },
    /** Calls `give` once with a fresh address; a later `take` replaces an earlier one still waiting. */
    take(give: (url: string) => void): void {
      const url = onHand;
      onHand = undefined;
      if (url !== undefined) {
        give(url);
        return;
      }
      waiting = give;
      if (ready) ask();
    },
    /** Nobody waits any more. */
    cancel(): void {
      waiting = undefined;
      cancelSilence?.();
    },
  };
}
