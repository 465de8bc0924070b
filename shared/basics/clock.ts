/** Where time comes from. Pure code receives it as a parameter and never asks the machine. */
export interface Clock {
  /** Wall-clock time, milliseconds since 1970-01-01T00:00:00Z. May jump. */
  now(): number;
  /** Milliseconds since an arbitrary start of this process; never goes back. */
  mono(): number;
}

/** A one-shot timer; calling the returned function cancels it. */
export interface Timers {
  after(ms: number, run: () => void): () => void;
}
