import { ok } from '@mingjing/shared/basics/result.ts';
import { type LogRecord, RECORD_MAX_BYTES } from '@mingjing/shared/domain/record.ts';
import { createLogRows, type LogRows } from './log-rows.ts';
import type { LogHead, LogStore, Stamp } from './log-store.ts';
import { createLogWriter, type EpochReason, type EpochStart } from './log-writer.ts';
import type { Database } from './open-database.ts';
import { type LogWorld, reportEpoch } from './rebuild.ts';
import { AlteredLogError, refusalOf } from './sqlite-errors.ts';
import { verifyUnconfirmed } from './verify-log.ts';
import { writeDurably } from './write-durably.ts';

/**
 * The log over an open, verified database. Reads throw when the disk fails them; whoever opened the log hears of it through
 * `watchDamage` and opens it anew, which repairs the file.
 * @throws SqliteError when the log belongs to another identity and the new epoch cannot be written
 */
export function createSqliteLogStore(db: Database, world: LogWorld): LogStore {
  const rows = createLogRows(db);
  const writer = createLogWriter(rows, world.deviceId, world.randomBytes);

  function startEpoch(reason: EpochReason, stamp: Stamp, carryAfter: number): LogHead {
    const current = rows.currentEpoch();
    // Sealing them anew would make an altered record look true.
    const broken = verifyUnconfirmed(rows);
    if (broken !== undefined) throw new AlteredLogError(broken);
    const carried = recordsAfter(rows, carryAfter);
    const start: EpochStart = { reason, previousEpoch: current.epoch, carried, unreadable: 0 };
    const head = writer.beginEpoch(start, stamp);
    reportEpoch(world, start);
    return head;
  }

  const opened = rows.currentEpoch();
  if (opened.deviceId !== world.deviceId) {
    const stamp = { at: world.clock.now(), mono: world.clock.mono(), clockOffset: null };
    db.transaction(() => startEpoch('identity-changed', stamp, opened.ackedSeq)).immediate();
  }
  world.log('store.opened', {
    journal: db.pragma('journal_mode', { simple: true }) as string,
    synchronous: db.pragma('synchronous', { simple: true }) as number,
  });

  return {
    commit(entries, snapshot, stamp) {
      if (entries.length === 0 && snapshot === undefined) return ok([]);
      return writeDurably(db, () => {
        const sealed = writer.appendAll(entries.map((entry) => ({ entry, stamp })));
        if (snapshot !== undefined) rows.putSnapshot(JSON.stringify(snapshot));
        return sealed;
      });
    },
    loadSnapshot: () => parseSnapshot(rows.getSnapshot()),
    head: () => rows.headOf(rows.currentEpoch()),
    readAfter: (seq, limit, maxBytes) => rows.slice(seq, limit, maxBytes),
    ackedSeq: () => rows.currentEpoch().ackedSeq,
    setAcked: (seq) => writeDurably(db, () => confirm(rows, seq)),
    backlog() {
      const epoch = rows.currentEpoch();
      const count = rows.headOf(epoch).seq - epoch.ackedSeq;
      return { count, oldestAt: rows.entryAt(epoch, epoch.ackedSeq + 1)?.at ?? null };
    },
    beginEpoch: (reason, stamp, carryAfter = rows.currentEpoch().ackedSeq) =>
      writeDurably(db, () => startEpoch(reason, stamp, carryAfter)),
    prune(beforeAt) {
      const pruned = writeDurably(db, () => rows.prune(beforeAt));
      // Quiet hours are when the log is pruned: fold the write-ahead log in now, so that no press has to.
      if (pruned.ok) foldIn(db);
      return pruned;
    },
    probe: () => writeDurably(db, () => void rows.fillReserve(RECORD_MAX_BYTES)),
    close: () => void db.close(),
  };
}

function confirm(rows: LogRows, seq: number): void {
  const epoch = rows.currentEpoch();
  const head = rows.headOf(epoch).seq;
  if (seq > head) throw new RangeError(`entry ${seq} cannot be confirmed: the log ends at ${head}`);
  if (seq > epoch.ackedSeq) rows.raiseAcked(epoch, seq);
}

function recordsAfter(rows: LogRows, seq: number): readonly LogRecord[] {
  return [...rows.entriesAfter(rows.currentEpoch(), seq)].map(({ text }) => JSON.parse(text) as LogRecord);
}

function parseSnapshot(json: string | undefined): unknown {
  if (json === undefined) return null;
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function foldIn(db: Database): void {
  try {
    db.pragma('wal_checkpoint(PASSIVE)');
  } catch (cause) {
    // What a full or failing disk cannot fold in stays in the write-ahead log; the next write will tell.
    if (refusalOf(cause) === undefined) throw cause;
  }
}
