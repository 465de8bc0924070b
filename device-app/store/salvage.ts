import { sqliteCode } from '@mingjing/shared/basics/sqlite-errors.ts';
import { chainHash } from '@mingjing/shared/domain/hash-chain.ts';
import { type LogRecord, logRecordSchema } from '@mingjing/shared/domain/record.ts';
import { carveRecords } from './carve-records.ts';
import { isEmptyFile } from './inspect-file.ts';
import { type Database, openReadOnly } from './open-database.ts';

/** What could be saved of a damaged log. */
export interface Salvage {
  /** Unconfirmed records, in order. When the file does not tell what was confirmed: all records, which the gateway dedupes. */
  readonly records: readonly LogRecord[];
  /** Unconfirmed records known to have existed that could not be proven. */
  readonly unreadable: number;
  readonly previousEpoch: string | null;
  /** The live-session snapshot as JSON text. */
  readonly snapshot: string | undefined;
}

interface Position {
  readonly number: number;
  readonly epoch: string;
  readonly acked: number;
}

/** Reads what is readable of a damaged log without changing the file: row by row, and from its raw bytes where rows fail. */
export function salvage(path: string): Salvage {
  const db = isEmptyFile(path) ? undefined : attempt(() => openReadOnly(path));
  try {
    const position = attempt(() => positionOf(db));
    const found = new Map<string, LogRecord>();
    const keep = (text: string) => {
      const record = recordOf(text);
      if (record === undefined || (position && !isUnconfirmed(record, position))) return;
      found.set(`${record.epoch} ${record.seq}`, record);
    };
    const complete = position !== undefined && (attempt(() => readRows(db, position, keep)) ?? false);
    if (!complete) for (const file of [path, `${path}-wal`]) for (const text of carveRecords(file)) keep(text);
    const records = [...found.values()].sort(byPlace);
    const previousEpoch = position?.epoch ?? records.at(-1)?.epoch ?? null;
    return { records, unreadable: missing(records, position), previousEpoch, snapshot: attempt(() => snapshotOf(db)) };
  } finally {
    db?.close();
  }
}

function positionOf(db: Database | undefined): Position | undefined {
  return db
    ?.prepare<[], Position>('SELECT number, epoch, acked_seq AS acked FROM epochs ORDER BY number DESC LIMIT 1')
    .get();
}

function snapshotOf(db: Database | undefined): string | undefined {
  return db?.prepare<[], { snapshot: string }>('SELECT snapshot FROM live_session').get()?.snapshot;
}

/** Looks every row up on its own, so that one bad page costs only its own rows. Returns whether all were good. */
function readRows(db: Database | undefined, position: Position, keep: (text: string) => void): boolean {
  const bounds = db
    ?.prepare<[], { low: number | null; high: number | null }>('SELECT min(id) AS low, max(id) AS high FROM entries')
    .get();
  const row = db?.prepare<[number], { text: string; hash: string }>(
    'SELECT text, hash FROM entries WHERE id = ? AND +epoch = (SELECT max(number) FROM epochs)',
  );
  if (bounds?.low == null || bounds.high === null) return false;
  let complete = true;
  for (let id = bounds.high; id >= bounds.low; id -= 1) {
    const entry = attempt(() => row?.get(id) ?? null);
    if (entry === null) continue;
    const record = entry && recordOf(entry.text);
    if (entry === undefined || record === undefined || chainHash(record.prevHash, entry.text) !== entry.hash) {
      complete = false;
    } else if (isUnconfirmed(record, position)) keep(entry.text);
    else break;
  }
  return complete;
}

function recordOf(text: string): LogRecord | undefined {
  try {
    return logRecordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isUnconfirmed(record: LogRecord, position: Position): boolean {
  return record.epoch === position.epoch && record.seq > position.acked;
}

function missing(records: readonly LogRecord[], position: Position | undefined): number {
  const last = records.at(-1);
  return position === undefined || last === undefined ? 0 : last.seq - position.acked - records.length;
}

function byPlace(a: LogRecord, b: LogRecord): number {
  if (a.epoch !== b.epoch) return a.epoch < b.epoch ? -1 : 1;
  return a.seq - b.seq;
}

/** The value, or undefined where the database cannot be read. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (cause) {
    if (sqliteCode(cause) !== undefined) return undefined;
    throw cause;
  }
}
