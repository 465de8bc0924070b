/** One press as it comes from the decoder. */
export interface Press {
  /** Bus address, null where the pad has none. */
  readonly address: number | null;
  readonly kind: 'rating' | 'key' | 'scan';
  /** The raw value, the button or the text that was read. */
  readonly value: number | string;
  /** Monotonic milliseconds. */
  readonly at: number;
  /** For a rating: whether the gate admits it. Keys and scans pass any gate. */
  readonly admitted: boolean;
}

export type Verdict =
  | 'accepted'
  /** A rating that nobody asked for; counted, never a rating. */
  | 'stray'
  /** Contact bounce. */
  | 'bounce'
  /** What follows a press that was taken: a held key, a retransmission, or with the gate closed any other. */
  | 'repeat';

interface Accepted {
  readonly value: number | string;
  readonly at: number;
  /** When it or its last retransmission came. */
  readonly heardAt: number;
}

interface Seen {
  readonly at: number;
  readonly accepted: Accepted | null;
}

/**
 * Within this time after a frame, ms, an equal one is the pad's retransmission: no hand presses again so soon after the citizen's, so nobody
 * can find out by trying keys which one the pad is thanked for.
 */
const RETRANSMISSION_MS = 300;

/** What each pad of a bus did last. At most 3 × 257 entries: kinds × addresses. */
export type PressHistory = ReadonlyMap<string, Seen>;

export interface PressTimes {
  readonly debounceMs: number;
  readonly lockoutMs: number;
}

function judge(press: Press, seen: Seen | undefined, times: PressTimes): Verdict {
  if (seen !== undefined && press.at - seen.at < times.debounceMs) return 'bounce';
  if (press.kind === 'key') return 'accepted';
  const last = seen?.accepted;
  const isLocked = last !== undefined && last !== null && press.at - last.at < times.lockoutMs;
  // Before the gate: what follows a press that was taken is no stray, also when the question is over by then; whatever its value, because
  // a counter that steps for all levels but one names that one.
  if (isLocked && (last.value === press.value || (press.kind === 'rating' && !press.admitted))) return 'repeat';
  return press.kind === 'rating' && !press.admitted ? 'stray' : 'accepted';
}

/**
 * Decides about one press, and whether it is the pad repeating what it was not acknowledged for. The lockout looks at equal ratings and scans only: a citizen who corrects a slip is heard at once, and what a second
 * level means is the session's business.
 */
export function filterPress(
  history: PressHistory,
  press: Press,
  times: PressTimes,
): { readonly history: PressHistory; readonly verdict: Verdict; readonly isRetransmission: boolean } {
  const key = `${press.kind}:${press.address ?? '-'}`;
  const seen = history.get(key);
  const verdict = judge(press, seen, times);
  const last = seen?.accepted ?? null;
  const isRetransmission =
    verdict === 'repeat' && last?.value === press.value && press.at - last.heardAt <= RETRANSMISSION_MS;
  const accepted =
    verdict === 'accepted'
      ? { value: press.value, at: press.at, heardAt: press.at }
      : last !== null && isRetransmission
        ? { ...last, heardAt: press.at }
        : last;
  return { verdict, isRetransmission, history: new Map(history).set(key, { at: press.at, accepted }) };
}

/** A new question to the citizen: equal presses are news again, bounce is still bounce. */
export function forgetAccepted(history: PressHistory): PressHistory {
  return new Map([...history].map(([key, { at }]) => [key, { at, accepted: null }]));
}
