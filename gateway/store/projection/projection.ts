import type { SqliteDatabase } from '../open-database.ts';
import { createHeldRatingTable } from '../tables/held-rating-table.ts';
import { createOutboxTable } from '../tables/outbox-table.ts';
import { createRatingTable } from '../tables/rating-table.ts';
import { createSessionTable } from '../tables/session-table.ts';
import type { Totals } from '../tables/totals.ts';
import { createOpening } from './opening.ts';
import { createPhoneRatings } from './phone-ratings.ts';
import { createRatings } from './ratings.ts';
import { createUploads } from './uploads.ts';

/**
 * Turns what the ledger says into the derived tables. The writer runs it on the gateway's database in the transaction that appends to
 * the ledger; `verify` runs it on an empty one over the whole ledger and compares.
 */
export function createProjection(db: SqliteDatabase, totals: Totals, reasonsGraceMs: number) {
  const sessions = createSessionTable(db);
  const held = createHeldRatingTable(db);
  const outbox = createOutboxTable(db, totals);
  const ratings = createRatings({ ratings: createRatingTable(db), outbox, totals, reasonsGraceMs });
  const opening = createOpening({ sessions, outbox, ratings, totals });
  return {
    sessions,
    outbox,
    opening,
    phone: createPhoneRatings({ sessions, held, ratings, totals }),
    uploads: createUploads({ sessions, held, ratings, opening }),
  };
}
export type Projection = ReturnType<typeof createProjection>;
