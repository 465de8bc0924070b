import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import type { GatewayStore } from '../gateway-store.ts';
import type { SqliteDatabase } from '../open-database.ts';
import { prepareRead, queries } from './compiled-reads.ts';

export type DeadLetterReads = Pick<GatewayStore, 'deadLetters' | 'blockedRatings'>;

/** What the city rejected, and what waits for it. Costs by the number of dead letters, not of records. */
export function createDeadLetterReads(db: SqliteDatabase): DeadLetterReads {
  const dead = prepareRead(
    db,
    queries
      .selectFrom('outbox')
      .select(['id', 'kind', 'session_id', 'attempts', 'last_reply', 'ended_at'])
      .where('state', '=', 'dead')
      .orderBy('ended_at', 'desc')
      .limit(1),
  );
  const blocked = prepareRead(
    db,
    queries
      .selectFrom('outbox as service')
      .innerJoin('outbox as rating', 'rating.session_id', 'service.session_id')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('service.state', '=', 'dead')
      .where('service.kind', '=', 'service')
      .where('rating.kind', '=', 'rating')
      .where('rating.state', '=', 'pending'),
  );
  return {
    deadLetters: (limit) =>
      dead.all('dead', limit).map((row) => ({
        id: row.id,
        kind: row.kind,
        sessionId: row.session_id as SessionId,
        attempts: row.attempts,
        rawReply: row.last_reply ?? '',
        diedAt: row.ended_at ?? 0,
      })),
    blockedRatings: () => blocked.get('dead', 'service', 'rating', 'pending')?.count ?? 0,
  };
}
