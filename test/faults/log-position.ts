import { join } from 'node:path';
import Database from 'better-sqlite3';

interface Position {
  /** Number of the last record of the current epoch that the gateway has confirmed. */
  readonly acked: number;
  /** Number of its last record. */
  readonly head: number;
}

const POSITION = `SELECT acked_seq AS acked, (SELECT max(seq) FROM entries WHERE epoch = number) AS head
  FROM epochs ORDER BY number DESC LIMIT 1`;

/** How far the log of a terminal, running or not, has come, read from its file. */
export function positionOf(dataDir: string): Position {
  const db = new Database(join(dataDir, 'log.db'), { readonly: true });
  try {
    const position = db.prepare<[], Position>(POSITION).get();
    if (position === undefined) throw new Error(`${dataDir}: the log has no epoch`);
    return position;
  } finally {
    db.close();
  }
}

/** What a terminal holds for confirmed by the gateway. */
export function ackedSeqOf(dataDir: string): number {
  return positionOf(dataDir).acked;
}
