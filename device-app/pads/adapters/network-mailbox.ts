import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { DeviceProblem } from '../../core/devices/device-problem.ts';
import { NETWORK_LIMITS } from './network-limits.data.ts';

/** What a connected evaluator reports. */
export interface LinkEvents {
  onData(bytes: Uint8Array): void;
  /** The connection is over; once at most. */
  onGone(problem: DeviceProblem): void;
}

/** How much may arrive: `burst` at once, `perSecond` on and on. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** A bucket that fills again with time. */
export function createRateLimit(
  { burst, perSecond }: Allowance,
  clock: Pick<Clock, 'mono'>,
): (cost: number) => boolean {
  let left = burst;
  let at = clock.mono();
  return (cost) => {
    const now = clock.mono();
    left = Math.min(burst, left + ((now - at) / 1000) * perSecond);
    at = now;
    if (left < cost) return false;
    left -= cost;
    return true;
  };
}

/** What arrives over a connection, kept until somebody takes it, and bounded. */
export interface Mailbox {
  /** @returns whether it was taken; not when there is too much, and then the connection must be cut */
  put(bytes: Uint8Array, cost: number): boolean;
  /** The connection is over; only the first reason counts. */
  end(problem: DeviceProblem): void;
  /** From now on `events` is told, first of all that waited. */
  take(events: LinkEvents): void;
  /** Nothing is told any more. */
  discard(): void;
  /** Resolves once it is over, for whatever reason. */
  readonly ended: Promise<void>;
}

/** @param allowance how much may arrive, in the unit of `put`'s `cost` */
export function createMailbox(allowance: Allowance, clock: Pick<Clock, 'mono'>): Mailbox {
  const allowed = createRateLimit(allowance, clock);
  const over = Promise.withResolvers<void>();
  let waiting: Uint8Array[] = [];
  let events: LinkEvents | undefined;
  let reason: DeviceProblem | undefined;
  let discarded = false;

  return {
    put(bytes, cost) {
      if (reason !== undefined || discarded) return true;
      if (!allowed(cost)) return false;
      if (events !== undefined) events.onData(bytes);
      else if (waiting.length >= NETWORK_LIMITS.earlyMessages) return false;
      else waiting.push(bytes);
      return true;
    },
    end(why) {
      if (reason !== undefined) return;
      reason = why;
      if (!discarded) events?.onGone(why);
      over.resolve();
    },
    take(to) {
      events = to;
      for (const bytes of waiting) to.onData(bytes);
      waiting = [];
      if (reason !== undefined && !discarded) to.onGone(reason);
    },
    discard() {
      discarded = true;
      waiting = [];
    },
    ended: over.promise,
  };
}
