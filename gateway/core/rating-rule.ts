/**
 * Which rating of a session counts. Pure: the writer applies it to what arrives, `verify` to the whole ledger again.
 *
 * The first rating of a session in the ledger is effective, whichever channel it came through; later ones are kept as duplicates.
 * A rating by phone for a session that the terminal has not told of yet is held. When the upload arrives that opens the session,
 * and only within that upload, it competes with the terminal's own rating: the earlier one by corrected time is effective.
 * Once effective, a rating stays so.
 * A terminal rates its own sessions, and those that were opened there as at a kiosk, by their receipt.
 */

/** Why a rating is kept without being counted. */
export type DuplicateReason =
  /** The session already had its rating. */
  | 'later'
  /** The terminal rated a session that belongs to another one and was never opened here. */
  | 'foreign-terminal';

export type Judgement =
  | { readonly kind: 'effective' }
  /** This very rating was taken before, for instance sent again in a new epoch. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'duplicate'; readonly reason: DuplicateReason };

/** What is known of the session when a rating arrives. */
export interface RatingStanding {
  readonly ratingId: string;
  /** The terminal to which the session belongs; null when the session is unknown. */
  readonly sessionDevice: string | null;
  /** The terminal through which the rating came. */
  readonly device: string;
  /** Whether the session was opened at this terminal as at a kiosk. Asked only where it matters: it is a look-up. */
  readonly isGuest: () => boolean;
  /** Id of the effective rating, if there is one. */
  readonly effectiveId: string | null;
  /** Whether this rating is among the session's duplicates already. Asked only where it matters: it is a look-up. */
  readonly isKnownDuplicate: () => boolean;
}

/** Decides what an arriving rating is. */
export function judgeRating(standing: RatingStanding): Judgement {
  if (standing.effectiveId === standing.ratingId) return { kind: 'repeated' };
  const { sessionDevice, device } = standing;
  const isForeign = sessionDevice !== null && sessionDevice !== device && !standing.isGuest();
  if (standing.effectiveId === null && !isForeign) return { kind: 'effective' };
  if (standing.isKnownDuplicate()) return { kind: 'repeated' };
  return { kind: 'duplicate', reason: isForeign ? 'foreign-terminal' : 'later' };
}

/**
 * Which of two ratings counts, when a held one by phone meets the terminal's own in the upload that opens the session.
 * @param heldAt when the phone's was submitted, gateway clock
 * @param ownAt when the terminal committed its own, corrected to the gateway clock
 */
export function settleHeld(heldAt: number, ownAt: number): 'held' | 'own' {
  return ownAt < heldAt ? 'own' : 'held';
}
