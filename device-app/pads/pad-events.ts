import type { Role } from '@mingjing/hardware-profiles/schema/profile.ts';
import type { TransportKind } from '@mingjing/hardware-profiles/schema/transport.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { DeviceProblem, Holder } from '../core/devices/device-problem.ts';

/** Which device an event came from. `address` is null on devices that have none. */
export interface PadOrigin {
  /** Index into the settings' pads followed by their peripherals. */
  readonly slot: number;
  readonly profile: string;
  readonly address: number | null;
}

interface EventBase {
  readonly origin: PadOrigin;
  /** Sends the profile's acknowledgement, if it has one. */
  readonly acknowledge: () => void;
}

/**
 * What a pad reports after framing, checksum, decoding, key map, debounce and arming.
 * The runtime acknowledges a rating only once the press is on disk, because some pads thank the citizen when they are
 * acknowledged (P1).
 */
export type PadEvent =
  | (EventBase & { readonly kind: 'rating'; readonly level: Level })
  /** `key`: name from the profile's key map, e.g. `requestEvaluation`, `callNext`. */
  | (EventBase & { readonly kind: 'key'; readonly key: string; readonly digits: string })
  /** A scanner read `text`; `symbology` where it says. */
  | (EventBase & { readonly kind: 'scan'; readonly text: string; readonly symbology: string | null })
  /** A card was laid on the reader or taken off. Whose, nobody asks. */
  | (EventBase & { readonly kind: 'presence'; readonly present: boolean });

/** By what a device was recognised, best first. */
export const MATCHED_BY = ['path', 'serial-number', 'location', 'usb-id', 'usage', 'path-pattern'] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];

/** Condition and counters of one configured device. */
export interface PadStatus {
  readonly slot: number;
  readonly role: Role;
  readonly profile: string;
  /** Open, and answering where it is polled. */
  readonly connected: boolean;
  /** The port in use, or null. */
  readonly path: string | null;
  /** Why this port was taken; null while there is none. */
  readonly matchedBy: MatchedBy | null;
  /** Why it is not connected, for the technician; null while it is. */
  readonly problem: DeviceProblem | null;
  readonly goodFrames: number;
  readonly badFrames: number;
  /** Bad frames by reason. */
  readonly badReasons: Readonly<Record<string, number>>;
  readonly strayPresses: number;
}

/** Bytes that went over the line. `hex` is null where a device carries receipts or cards. */
export interface TrafficEntry {
  /** Wall-clock time, ms. */
  readonly at: number;
  readonly direction: 'in' | 'out';
  readonly size: number;
  readonly hex: string | null;
}

/** What was pressed or read; `raw`: the value on the wire. */
export type Pressed =
  | { readonly kind: 'level'; readonly level: Level; readonly raw: string }
  | { readonly kind: 'key'; readonly key: string }
  /** Its length is all that is told of it. */
  | { readonly kind: 'scan'; readonly size: number }
  /** The profile gives it no meaning. */
  | { readonly kind: 'unknown'; readonly raw: string }
  | { readonly kind: 'button'; readonly raw: string };

/** A press as a technician may see it. */
export interface PressEntry {
  readonly at: number;
  readonly verdict: 'accepted' | 'stray' | 'bounce' | 'repeat';
  readonly what: Pressed;
}

/** A port or device of this machine, whether in use or not. */
export interface SeenPort {
  readonly path: string;
  readonly kind: TransportKind;
  readonly usbId: string | null;
  readonly serialNumber: string | null;
  readonly location: string | null;
  /** Slot that uses it, if any. */
  readonly slot: number | null;
  /** Another program that holds it, where the system tells. */
  readonly holder: Holder | null;
  /** Profiles whose fingerprint fits. */
  readonly fits: readonly string[];
}

/**
 * All that a technician needs beside the pad, without anything of a citizen in it (P5): what happens while one is at the terminal, and for
 * a minute after, is in no list and in no counter; bytes and presses of a pad are kept only while a technician watches.
 */
export interface PadDiagnostics {
  /** How long bytes and presses of pads are still kept back, ms: 0 once they are shown, infinite while a citizen is there. */
  readonly withheldMs: number;
  readonly ports: readonly SeenPort[];
  readonly slots: readonly (PadStatus & {
    readonly title: { readonly zh: string; readonly en: string };
    readonly traffic: readonly TrafficEntry[];
    readonly presses: readonly PressEntry[];
    /** What the device last told about itself, e.g. `{"paper": "near end"}`. */
    readonly report: Readonly<Record<string, unknown>>;
  })[];
}

/** All pads and peripherals of a terminal. One object per configured device for the life of the process: unplugging and replugging resume it. */
export interface Pads {
  start(): void;
  /** Lets ratings through, from these bus addresses only when given. */
  arm(addresses?: readonly number[]): void;
  /** Ratings are counted as stray from now on. */
  disarm(): void;
  /** Whether a citizen is at the terminal: as long as one is, nobody may see later what was pressed (P5). */
  attend(citizen: boolean): void;
  /** Whether a technician looks at what pads do: only then bytes and presses are kept, and no longer than that (P5). */
  watch(looking: boolean): void;
  /**
   * Sends a named output of the profile (`startEvaluation`, `printQr` …) to a device. Without `addr` among the variables it goes to the slot's
   * addresses in the settings, or to the pad heard last where those are not listed. Resolves false when it could not be sent.
   */
  output(slot: number, name: string, variables: Readonly<Record<string, number | string>>): Promise<boolean>;
  /** Whether the device's profile has such an output. */
  declares(slot: number, name: string): boolean;
  /** With the true counters, which are for the health report and for no one at the window (P5). */
  status(): readonly PadStatus[];
  /**
   * Asks a polled device now, out of turn, so that its report is fresh. Resolves whether it answered in the time of its profile; true at
   * once for a device that is not polled, false for one that is not there.
   */
  refresh(slot: number): Promise<boolean>;
  /** What a device last told about itself, e.g. `{"paper": "near end"}`; asks nothing and lists nothing. */
  report(slot: number): Readonly<Record<string, unknown>>;
  /** Looks at the machine's ports too, hence not for every second. */
  diagnostics(): Promise<PadDiagnostics>;
  stop(): Promise<void>;
}

export interface PadsListener {
  onEvent(event: PadEvent): void;
  onStatus(status: readonly PadStatus[]): void;
}
