import { type Kysely, sql } from 'kysely';

/** Finds the visit before another at the same kiosk: how far apart they were decides whether a rating is flagged. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index kiosk_visit_in_order on kiosk_visit (device, id)
    where kind = 'place'`.execute(db);
}
