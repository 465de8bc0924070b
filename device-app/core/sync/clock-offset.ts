/**
 * What is known of the gateway's clock. Held against the monotonic clock, so that it stays true when somebody sets the terminal's wall
 * clock: until the next measure a rating would be dated by as much as the clock was moved. (A machine that sleeps stops its
 * monotonic clock; it comes back without a connection, and measures anew.)
 */
export interface OffsetMeasure {
  /** Gateway time − the terminal's monotonic clock, ms. */
  readonly offset: number;
  /** Round trip of the question; half of it bounds the error. */
  readonly roundTripMs: number;
}

/** A round trip longer than this says too little about the time, ms. */
const TRUSTED_ROUND_TRIP_MS = 2_000;
/** A refusal for our clock means an error of minutes: smaller changes are not worth another try. */
const WORTH_RETRYING_MS = 10_000;

/**
 * Measures the gateway's clock from one question and answer, assuming that the answer was written half-way (RFC 5905 §8).
 * @param serverTime the gateway's clock in the answer
 * @param mono the terminal's monotonic clock on arrival
 */
export function measureOffset(serverTime: number, mono: number, roundTripMs: number): OffsetMeasure {
  return { offset: Math.round(serverTime + roundTripMs / 2 - mono), roundTripMs };
}

/** The measure to go by: the newer one, unless it was slow and does not contradict a better one. */
export function preferOffset(known: OffsetMeasure | null, measured: OffsetMeasure): OffsetMeasure {
  if (known === null || measured.roundTripMs <= Math.max(known.roundTripMs, TRUSTED_ROUND_TRIP_MS)) return measured;
  const possibleError = (known.roundTripMs + measured.roundTripMs) / 2;
  return Math.abs(known.offset - measured.offset) > possibleError ? measured : known;
}

/** Whether a refused upgrade would be signed with a clearly different time now. */
export function isCorrection(usedOffset: number, measured: OffsetMeasure): boolean {
  return Math.abs(measured.offset - usedOffset) > WORTH_RETRYING_MS;
}
