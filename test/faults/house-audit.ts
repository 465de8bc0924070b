import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DATABASE_FILE } from '@mingjing/gateway/store/open-gateway-store.ts';
import { type LogRecord, logRecordSchema } from '@mingjing/shared/domain/record.ts';
import Database from 'better-sqlite3';
import { expect, vi } from 'vitest';
import type { HouseCity, RestartableGateway } from './house.ts';
import { type Confirmed, PATIENCE, type Window } from './window.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A record of a terminal as it lies in the ledger. */
export interface LedgerRecord {
  readonly idx: number;
  readonly record: LogRecord;
}

/** What a gateway's database holds, read as an auditor would: from the file, by nobody's code but SQLite's. */
export function readGateway(dir: string) {
  const db = new Database(join(dir, DATABASE_FILE), { readonly: true });
  try {
    const rows = db.prepare<[], { idx: number; text: string }>(TERMINAL_ROWS).all();
    const effective = db.prepare<[], EffectiveRow>(EFFECTIVE).all();
    return {
      records: rows.map(({ idx, text }): LedgerRecord => ({ idx, record: logRecordSchema.parse(JSON.parse(text)) })),
      effective: new Map(effective.map((row) => [row.sessionId, row])),
      duplicates: db.prepare<[], { sessionId: string }>(DUPLICATES).all(),
      quarantined: db.prepare<[], { text: string }>(QUARANTINED).all(),
      held: db.prepare<[], { n: number }>('SELECT count(*) AS n FROM held_rating').get()?.n ?? 0,
    };
  } finally {
    db.close();
  }
}
export type GatewayBooks = ReturnType<typeof readGateway>;

interface EffectiveRow {
  readonly sessionId: string;
  readonly ratingId: string;
  readonly level: number;
  readonly channel: string;
  readonly assessedAt: number;
}

const TERMINAL_ROWS = "SELECT idx, text FROM ledger WHERE source = 'terminal' ORDER BY idx";
const EFFECTIVE =
  'SELECT session_id AS sessionId, rating_id AS ratingId, level, channel, assessed_at AS assessedAt FROM session_rating';
const DUPLICATES = 'SELECT session_id AS sessionId FROM duplicate_rating';
const QUARANTINED = 'SELECT text FROM quarantine_record ORDER BY quarantine_id, seq';

/** How often each session was rated in the ledger itself. */
export function ratingsPerSession(books: GatewayBooks): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { record } of books.records) {
    if (record.type !== 'rating') continue;
    counts.set(record.body.sessionId, (counts.get(record.body.sessionId) ?? 0) + 1);
  }
  return counts;
}

/** `npm run gateway:verify` on a gateway's folder. */
export function verifyGateway(dir: string): { readonly exitCode: number | null; readonly said: string } {
  const args = [join(ROOT, 'gateway/cli.ts'), 'verify', '--data', dir];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { exitCode: status, said: stdout + stderr };
}

/**
 * The end of every fault: all that was confirmed on a screen is in the ledger once and counts with the level that was pressed, nothing else
 * counts, `gateway:verify` is content, and the city holds each once.
 */
export async function expectExactlyOnce(house: {
  readonly gateway: RestartableGateway;
  readonly windows: readonly Window[];
  readonly city?: HouseCity;
}): Promise<GatewayBooks> {
  const confirmed = house.windows.flatMap((window) => window.confirmed);
  if (house.city !== undefined) await atTheCity(house.city, confirmed);
  for (const window of house.windows) await window.stop();
  await house.gateway.stop();
  const books = readGateway(house.gateway.dir);
  const counted = [...books.effective.values()].map(({ sessionId, level }) => [sessionId, level]);
  expect(counted.sort()).toEqual(confirmed.map(({ sessionId, level }) => [sessionId, level]).sort());
  expect([...ratingsPerSession(books).values()].filter((count) => count !== 1)).toEqual([]);
  expect(books.duplicates).toEqual([]);
  expectSound(house.gateway.dir);
  return books;
}

/** `gateway:verify` finds nothing wrong. */
export function expectSound(dir: string): void {
  const { exitCode, said } = verifyGateway(dir);
  expect(said).toMatch(/^OK: /);
  expect(exitCode).toBe(0);
}

async function atTheCity({ simulator }: HouseCity, confirmed: readonly Confirmed[]): Promise<void> {
  const expected = confirmed.map(({ projectNo, level }) => [projectNo, String(level)]).sort();
  await vi.waitFor(
    () =>
      expect(
        simulator
          .ratings()
          .map((held) => [held.projectNo, held.satisfaction])
          .sort(),
      ).toEqual(expected),
    PATIENCE,
  );
}
