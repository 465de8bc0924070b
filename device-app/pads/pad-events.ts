import type { Level } from '@mingjing/shared/domain/levels.ts';

/** Which pad an event came from. `address` is null on pads that have none. */
export interface PadOrigin {
  /** Index into `settings.pads`. */
  readonly slot: number;
  readonly profile: string;
  readonly address: number | null;
}

/**
 * What a pad reports after framing, checksum, decoding, key map, debounce and arming.
 * `acknowledge` sends the profile's acknowledgement, if it has one; the runtime calls it only once the press is on disk,
 * because some pads thank the citizen when they are acknowledged (P1).
 */
export type PadEvent =
  | { readonly kind: 'rating'; readonly level: Level; readonly origin: PadOrigin; readonly acknowledge: () => void }
  | {
      readonly kind: 'key';
      /** Name from the profile's key map, e.g. `requestEvaluation`, `callNext`. */
      readonly key: string;
      readonly digits: string;
      readonly origin: PadOrigin;
      readonly acknowledge: () => void;
    };

/** Condition and counters of one configured pad. */
export interface PadStatus {
  readonly slot: number;
  readonly profile: string;
  readonly connected: boolean;
  /** The port in use, or null. */
  readonly path: string | null;
  /** Why it is not connected, for the technician; null while it is. */
  readonly problem: string | null;
  readonly goodFrames: number;
  readonly badFrames: number;
  readonly strayPresses: number;
}

/** All pads of a terminal. One object per configured pad for the life of the process: unplugging and replugging resume it. */
export interface Pads {
  start(): void;
  /** Lets ratings through, from these bus addresses only when given. */
  arm(addresses?: readonly number[]): void;
  /** Ratings are counted as stray from now on. */
  disarm(): void;
  /**
   * Sends a named output of the profile (`startEvaluation`, `beepCaller` …) to a pad. Without `addr` among the variables it goes to the slot's
   * addresses in the settings, or to the pad heard last where those are not listed. Resolves false when it could not be sent.
   */
  output(slot: number, name: string, variables: Readonly<Record<string, number | string>>): Promise<boolean>;
  status(): readonly PadStatus[];
  stop(): Promise<void>;
}

export interface PadsListener {
  onEvent(event: PadEvent): void;
  onStatus(status: readonly PadStatus[]): void;
}
