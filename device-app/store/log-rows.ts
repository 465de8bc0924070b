import { GENESIS_HASH, type SealedRecord } from '@mingjing/shared/domain/hash-chain.ts';
import type { DeviceId, Epoch } from '@mingjing/shared/domain/ids.ts';
import type { LogHead, LogSlice } from './log-store.ts';
import type { Database } from './open-database.ts';

/** The epoch that entries are appended to. */
export interface CurrentEpoch {
  readonly number: number;
  readonly epoch: Epoch;
  readonly deviceId: DeviceId;
  readonly ackedSeq: number;
}

export type EntryRow = { readonly seq: number; readonly at: number; readonly text: string; readonly hash: string };

/**
 * The statements of the log. Nothing is remembered between calls: the file alone is the truth, also when another process reads or
 * writes it.
 */
export function createLogRows(db: Database) {
  const current = db.prepare<[], CurrentEpoch>(
    'SELECT number, epoch, device_id AS deviceId, acked_seq AS ackedSeq FROM epochs ORDER BY number DESC LIMIT 1',
  );
  const last = db.prepare<[number], EntryRow>(
    'SELECT seq, at, text, hash FROM entries WHERE epoch = ? ORDER BY seq DESC LIMIT 1',
  );
  const at = db.prepare<[number, number], EntryRow>(
    'SELECT seq, at, text, hash FROM entries WHERE epoch = ? AND seq = ?',
  );
  const after = db.prepare<[number, number], EntryRow>(
    'SELECT seq, at, text, hash FROM entries WHERE epoch = ? AND seq > ? ORDER BY seq',
  );
  const insertEpoch = db.prepare('INSERT INTO epochs (epoch, device_id, reason, begun_at) VALUES (?, ?, ?, ?)');
  const insertEntry = db.prepare('INSERT INTO entries (epoch, seq, at, text, hash) VALUES (?, ?, ?, ?, ?)');
  const raiseAcked = db.prepare('UPDATE epochs SET acked_seq = ? WHERE number = ?');
  const putSnapshot = db.prepare(
    'INSERT INTO live_session (id, snapshot) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET snapshot = excluded.snapshot',
  );
  const getSnapshot = db.prepare<[], { snapshot: string }>('SELECT snapshot FROM live_session');
  const fillReserve = db.prepare(
    'INSERT INTO reserve (id, filler) VALUES (1, randomblob(?)) ON CONFLICT (id) DO UPDATE SET filler = excluded.filler',
  );
  const prune = db.prepare('DELETE FROM entries WHERE at < ? AND (epoch < ? OR (epoch = ? AND seq <= ? AND seq < ?))');

  function currentEpoch(): CurrentEpoch {
    const row = current.get();
    if (row === undefined) throw new Error('the log has no epoch');
    return row;
  }

  function headOf(epoch: CurrentEpoch): LogHead {
    const row = last.get(epoch.number);
    return { epoch: epoch.epoch, seq: row?.seq ?? 0, hash: row?.hash ?? GENESIS_HASH };
  }

  return {
    currentEpoch,
    headOf,
    entryAt: (epoch: CurrentEpoch, seq: number) => at.get(epoch.number, seq),
    entriesAfter: (epoch: CurrentEpoch, seq: number) => after.iterate(epoch.number, seq),
    insertEpoch: (epoch: Epoch, deviceId: DeviceId, reason: string, begunAt: number) =>
      insertEpoch.run(epoch, deviceId, reason, begunAt),
    insertEntry: (epoch: CurrentEpoch, { record, text, hash }: SealedRecord) =>
      insertEntry.run(epoch.number, record.seq, record.at, text, hash),
    raiseAcked: (epoch: CurrentEpoch, seq: number) => raiseAcked.run(seq, epoch.number),
    putSnapshot: (json: string) => putSnapshot.run(json),
    getSnapshot: () => getSnapshot.get()?.snapshot,
    fillReserve: (bytes: number) => fillReserve.run(bytes),
    prune: (beforeAt: number) => {
      const epoch = currentEpoch();
      const head = headOf(epoch).seq;
      return prune.run(beforeAt, epoch.number, epoch.number, epoch.ackedSeq, head).changes;
    },

    /** An unbroken run of entries after `seq`; at least one where there is any, however large. */
    slice(seq: number, limit: number, maxBytes: number): LogSlice {
      const epoch = currentEpoch();
      const texts: string[] = [];
      let bytes = 0;
      let hasMore = false;
      let fromSeq = seq + 1;
      let lastHash = GENESIS_HASH;
      for (const row of after.iterate(epoch.number, seq)) {
        bytes += Buffer.byteLength(row.text);
        if (texts.length === 0) fromSeq = row.seq;
        hasMore = texts.length > 0 && (texts.length >= limit || bytes > maxBytes || row.seq !== fromSeq + texts.length);
        if (hasMore) break;
        texts.push(row.text);
        lastHash = row.hash;
      }
      return { epoch: epoch.epoch, fromSeq, texts, lastHash, hasMore };
    },
  };
}

export type LogRows = ReturnType<typeof createLogRows>;
