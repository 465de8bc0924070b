/** What is known of the gateway's clock. */
export interface OffsetMeasure {
  /** Gateway time − terminal time, ms. */
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
 * @param now the terminal's clock on arrival
 */
export function measureOffset(serverTime: number, now: number, roundTripMs: number): OffsetMeasure {
  return { offset: Math.round(serverTime + roundTripMs / 2 - now), roundTripMs };
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
