import { type Kysely, sql } from 'kysely';

/** Second-level items chosen on the phone: of a rating that is held, and of a 追评. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table held_rating add column items text not null default '[]'`.execute(db);
  await sql`alter table follow_up_rating add column items text not null default '[]'`.execute(db);
}
