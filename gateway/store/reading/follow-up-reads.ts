import type { RatingId } from '@mingjing/shared/domain/ids.ts';
import type { GatewayStore } from '../gateway-store.ts';
import type { SqliteDatabase } from '../open-database.ts';
import { prepareRead, queries } from './compiled-reads.ts';

type FollowUpReads = Pick<GatewayStore, 'findRatedService' | 'hasReplyContact'>;

/** What may follow a rating. Tells nothing of its level. */
export function createFollowUpReads(
  db: SqliteDatabase,
  findSession: GatewayStore['findSessionByHandle'],
): FollowUpReads {
  const followed = prepareRead(
    db,
    queries
      .selectFrom('session')
      .innerJoin('session_rating', (join) =>
        join.on((eb) =>
          eb('session_rating.session_id', '=', eb.fn.coalesce('session.canonical_id', 'session.session_id')),
        ),
      )
      .leftJoin('follow_up_rating', 'follow_up_rating.rating_id', 'session_rating.rating_id')
      .select(['session_rating.rating_id', 'session_rating.assessed_at', 'follow_up_rating.follow_up_id'])
      .where('session.session_id', '=', ''),
  );
  const contact = prepareRead(db, queries.selectFrom('reply_contact').select('left_at').where('rating_id', '=', ''));
  return {
    findRatedService(deviceId, handle) {
      const session = findSession(deviceId, handle);
      const row = session && followed.get(session.sessionId);
      return (
        row && {
          ratingId: row.rating_id as RatingId,
          ratedAt: row.assessed_at,
          followedUp: row.follow_up_id !== null,
        }
      );
    },
    hasReplyContact: (ratingId) => contact.get(ratingId) !== undefined,
  };
}
