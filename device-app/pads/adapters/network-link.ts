import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { DeviceProblem } from '../../core/devices/device-problem.ts';
import type { NetworkWaits } from './network-limits.data.ts';
import type { LinkEvents } from './network-mailbox.ts';

/** A connected evaluator, whichever side dialled. */
export interface Link {
  /** Its address, for people. */
  readonly peer: string;
  /** From now on `events` is told, first of all that waited. */
  take(events: LinkEvents): void;
  /** Rejects with a `ProblemError`. */
  send(bytes: Uint8Array): Promise<void>;
  /** Asks the other side whether it is still there. */
  isAlive(): Promise<boolean>;
  /** Gives the other side up: whoever took the link is told why. */
  cut(problem: DeviceProblem): void;
  /** Ends the connection, `why` being told to the other side where the protocol can. Resolves once it is over; safe to call again. */
  close(why?: string): Promise<void>;
  /** Resolves once the connection is over, for whatever reason. */
  readonly ended: Promise<void>;
}

/** What links are made with. */
export interface LinkParts {
  readonly clock: Pick<Clock, 'mono'>;
  readonly timers: Timers;
  readonly waits: NetworkWaits;
}
