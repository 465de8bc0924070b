import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@mingjing/gateway/store/migrate.ts';
import { openReader, openWriter, type SqliteDatabase } from '@mingjing/gateway/store/open-database.ts';

/** So many ledger rows took so long. */
export interface TimedRows {
  readonly rows: number;
  readonly elapsedMs: number;
  /** Processor time, all threads. */
  readonly cpuUs: number;
}

/** What a bare loop writes: the ledger alone, or every row that ingesting the same records wrote. */
export type BareRows = 'ledger' | 'all';

interface Insert {
  readonly sql: string;
  readonly rows: unknown[][];
}

/** Tables whose rows belong to one upload, and the column that places them in the ledger. */
const TABLES = [
  { name: 'ledger', place: 'idx', kept: 'ledger' },
  { name: 'ledger_segment', place: 'first_idx', kept: 'all' },
  { name: 'session', place: 'ledger_idx', kept: 'all' },
  { name: 'session_rating', place: 'ledger_idx', kept: 'all' },
] as const;

/**
 * The limit to compare with: writes what the gateway wrote again, into an empty database of the same schema on the same disk, WAL and
 * synchronous FULL, one transaction an upload, and does nothing else: no look-ups, no chain, no checks. All rows are in memory before the clock
 * starts. SQLite checkpoints by itself, as it would.
 */
export async function runBareLoop(path: string, what: BareRows, folder: string): Promise<TimedRows> {
  const uploads = readUploads(path, what);
  const dir = mkdtempSync(join(folder, 'bare-'));
  const db = openWriter(join(dir, 'bare.sqlite3'));
  try {
    await migrate(db);
    db.pragma('wal_autocheckpoint = 1000');
    return writeUploads(db, uploads);
  } finally {
    db.close();
    rmSync(dir, { recursive: true });
  }
}

/** Rows of every upload, table by table. */
function readUploads(path: string, what: BareRows): readonly (readonly Insert[])[] {
  const db = openReader(path);
  try {
    const firsts = db.prepare<[], number>('select first_idx from ledger_segment order by first_idx').pluck().all();
    const uploads = firsts.map((): Insert[] => []);
    for (const { name, place, kept } of TABLES) {
      if (what === 'ledger' && kept === 'all') continue;
      const select = db.prepare<[], unknown[]>(`select * from ${name} order by ${place}`).raw();
      const columns = select.columns().map((column) => column.name);
      const sql = `insert into ${name} values (${columns.map(() => '?').join(', ')})`;
      for (const upload of uploads) upload.push({ sql, rows: [] });
      const at = columns.indexOf(place);
      let upload = -1;
      for (const row of select.iterate() as IterableIterator<unknown[]>) {
        while ((firsts[upload + 1] ?? Number.POSITIVE_INFINITY) <= (row[at] as number)) upload += 1;
        // Rows before the first upload are enrolments; the gateway wrote them before the clock started.
        uploads[upload]?.at(-1)?.rows.push(row);
      }
    }
    return uploads;
  } finally {
    db.close();
  }
}

function writeUploads(db: SqliteDatabase, uploads: readonly (readonly Insert[])[]): TimedRows {
  const statements = new Map((uploads[0] ?? []).map(({ sql }) => [sql, db.prepare(sql)]));
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  let rows = 0;
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  for (const upload of uploads) {
    begin.run();
    for (const { sql, rows: some } of upload) {
      const insert = statements.get(sql);
      for (const row of some) insert?.run(...row);
    }
    commit.run();
    rows += upload[0]?.rows.length ?? 0;
  }
  const elapsedMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  return { rows, elapsedMs, cpuUs: user + system };
}
