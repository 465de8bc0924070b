import { type Kysely, sql } from 'kysely';

/** What a citizen said of a rating beside tags and text: second-level items, and a handwritten note, which stays in its ledger row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table session_rating add column items text not null default '[]'`.execute(db);
  await sql`alter table session_rating add column ink_idx integer`.execute(db);
}
