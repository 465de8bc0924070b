import type { Level } from '@mingjing/shared/domain/levels.ts';

/** One press of a button, with everything the pad sent until it fell silent. */
export interface Press {
  readonly level: Level;
  /** Serial: bursts between silences. HID: reports. At least one. */
  readonly messages: readonly Uint8Array[];
}

/** What was heard while somebody pressed the buttons of a pad as told. */
export interface Recording {
  /** `reports`: messages have bounds of their own (HID). `stream`: they were cut by silence. */
  readonly kind: 'stream' | 'reports';
  /** Sent without anybody pressing. */
  readonly idle: readonly Uint8Array[];
  readonly presses: readonly Press[];
}

/** The message by which a press is recognised. */
export interface Sample {
  readonly level: Level;
  readonly bytes: Uint8Array;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** The bytes without their repetition: a pad that sends a frame three times in a row sends one frame. */
export function withoutRepetition(bytes: Uint8Array): Uint8Array {
  for (let size = 1; size <= bytes.length / 2; size += 1) {
    if (bytes.length % size !== 0) continue;
    if (bytes.every((byte, index) => byte === bytes[index % size])) return bytes.slice(0, size);
  }
  return bytes;
}

/** What the presses sent apart from what the pad sends anyway: the first message of each press, and those after it. */
export function samplesOf(recording: Recording): {
  readonly first: readonly Sample[];
  readonly later: readonly Sample[];
} {
  const [first, later]: [Sample[], Sample[]] = [[], []];
  for (const { level, messages } of recording.presses) {
    const own = messages.filter((message) => !recording.idle.some((idle) => sameBytes(idle, message)));
    for (const [index, message] of (own.length === 0 ? messages : own).entries()) {
      (index === 0 ? first : later).push({ level, bytes: withoutRepetition(message) });
    }
  }
  return { first, later };
}
