import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@mingjing/gateway/store/migrate.ts';
import { openReader, openWriter } from '@mingjing/gateway/store/open-database.ts';

/** So many rows took so long. */
export interface TimedRows {
  readonly rows: number;
  readonly elapsedMs: number;
  /** Processor time, all threads. */
  readonly cpuUs: number;
}

const LEDGER_INSERT = `insert into ledger (idx, lane, source, device, epoch, seq, received_at, text, hash, chain)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/**
 * The limit to compare with: writes the terminals' rows of a ledger again, into an empty one on the same disk, WAL and synchronous FULL, one
 * transaction a batch, and does nothing else. All rows are in memory before the clock starts. SQLite checkpoints by itself, as it would.
 */
export async function runBareLoop(ledgerPath: string, batchSize: number, folder: string): Promise<TimedRows> {
  const source = openReader(ledgerPath);
  const rows = source
    .prepare<[], unknown[]>(
      "select idx, lane, source, device, epoch, seq, received_at, text, hash, chain from ledger where source = 'terminal' order by idx",
    )
    .raw()
    .all() as unknown[][];
  source.close();
  const dir = mkdtempSync(join(folder, 'bare-'));
  const db = openWriter(join(dir, 'bare.sqlite3'));
  try {
    await migrate(db);
    db.pragma('wal_autocheckpoint = 1000');
    const insert = db.prepare(LEDGER_INSERT);
    const begin = db.prepare('begin immediate');
    const commit = db.prepare('commit');
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    for (let from = 0; from < rows.length; from += batchSize) {
      begin.run();
      for (let n = from; n < Math.min(from + batchSize, rows.length); n += 1) insert.run(...(rows[n] as unknown[]));
      commit.run();
    }
    const elapsedMs = performance.now() - startedAt;
    const { user, system } = process.cpuUsage(cpu);
    return { rows: rows.length, elapsedMs, cpuUs: user + system };
  } finally {
    db.close();
    rmSync(dir, { recursive: true });
  }
}
