import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { settleHeld } from '../../core/rating-rule.ts';
import type { OpenedFact, RatingFact, TerminalFact } from '../../core/terminal-facts.ts';
import type { HeldRatingTable as HeldRow } from '../schema.ts';
import type { HeldRatingTable } from '../tables/held-rating-table.ts';
import type { RatingRow } from '../tables/rating-table.ts';
import { enterSession } from './opening.ts';
import type { Ratings } from './ratings.ts';
import type { WorkingSet } from './working-set.ts';

/** The new records of one upload, as they lie in the ledger. */
export interface Upload {
  readonly device: string;
  readonly facts: readonly TerminalFact[];
  /** Records at the front that were known already. */
  readonly skip: number;
  /** Ledger idx of the first new record. */
  readonly firstIdx: number;
  readonly receivedAt: number;
}

export interface Uploads {
  /** Applies an upload. Returns the sessions that it left open although a rating by phone counts for them. */
  apply(upload: Upload): readonly SessionId[];
}

/** A session whose held rating may still lose to the terminal's own, until the upload ends. */
interface Contest {
  readonly canonicalId: string;
  readonly held: HeldRow;
}

export function createUploads(parts: {
  readonly set: WorkingSet;
  readonly held: HeldRatingTable;
  readonly ratings: Ratings;
}): Uploads {
  const { set, held, ratings } = parts;

  /** Moves held ratings to their session. Returns the one that may count. */
  function claimHeld(device: string, handle: string, canonicalId: string): HeldRow | undefined {
    let candidate: HeldRow | undefined;
    for (const row of held.take(device, handle)) {
      if (row.standing === 'duplicate') ratings.moveDuplicate(canonicalId, row.rating_id, row.ledger_idx);
      else if (ratings.isRated(canonicalId)) ratings.keepDuplicate(canonicalId, row.rating_id, row.ledger_idx, 'later');
      else candidate = row;
    }
    return candidate;
  }

  function settle({ canonicalId, held }: Contest): void {
    if (ratings.isRated(canonicalId)) ratings.keepDuplicate(canonicalId, held.rating_id, held.ledger_idx, 'later');
    else ratings.count(canonicalId, heldRating(held));
  }

  function rate(fact: RatingFact, contest: Contest | undefined, device: string, ledgerIdx: number): void {
    const session = set.session(fact.sessionId);
    const canonicalId = session?.canonicalId ?? fact.sessionId;
    const { ratingId, level, channel, assessedAt } = fact;
    const own = { ratingId, ledgerIdx, level, channel, assessedAt, reasons: null };
    const ownWins = contest !== undefined && settleHeld(contest.held.submitted_at, fact.committedAt) === 'own';
    if (contest !== undefined && !ownWins) settle(contest);
    const judgement = ratings.judge(canonicalId, session, fact.ratingId, device);
    if (judgement.kind === 'effective') ratings.count(canonicalId, own);
    else if (judgement.kind === 'duplicate') {
      ratings.keepDuplicate(canonicalId, fact.ratingId, ledgerIdx, judgement.reason);
    }
    if (contest !== undefined && ownWins) settle(contest);
  }

  return {
    apply({ device, facts, skip, firstIdx }) {
      const contests = new Map<string, Contest>();
      const open = new Set<string>();
      const claimed = new Set<string>();

      function openSession(opened: OpenedFact): void {
        const entered = enterSession(set, { device, opened, ledgerIdx: firstIdx + opened.offset - skip, caller: null });
        if (entered === undefined) return;
        const candidate = claimHeld(device, opened.qrHandle, entered.canonicalId);
        if (candidate === undefined) return;
        contests.set(entered.sessionId, { canonicalId: entered.canonicalId, held: candidate });
        open.add(entered.sessionId);
      }

      function applyFact(fact: TerminalFact): void {
        switch (fact.kind) {
          case 'opened':
            openSession(fact);
            return;
          case 'closed':
            set.close(device, fact.sessionId, fact);
            open.delete(fact.sessionId);
            return;
          case 'rating':
            rate(fact, contests.get(fact.sessionId), device, firstIdx + fact.offset - skip);
            contests.delete(fact.sessionId);
            return;
          case 'reasons': {
            const canonicalId = set.session(fact.sessionId)?.canonicalId ?? fact.sessionId;
            ratings.addReasons(canonicalId, fact.ratingId, fact);
            return;
          }
          default:
            assertNever(fact);
        }
      }

      for (const fact of facts) if (fact.offset >= skip) applyFact(fact);
      for (const [sessionId, contest] of contests) {
        settle(contest);
        if (open.has(sessionId)) claimed.add(sessionId);
      }
      return [...claimed] as SessionId[];
    },
  };
}

function heldRating(row: HeldRow): RatingRow {
  return {
    ratingId: row.rating_id,
    ledgerIdx: row.ledger_idx,
    level: row.level,
    channel: row.channel,
    assessedAt: row.submitted_at,
    reasons: { tags: row.tags, remark: row.remark },
  };
}
