import type { HighWater } from '../../core/ingest-plan.ts';
import type { SqliteDatabase } from '../open-database.ts';
import type { LedgerSegmentTable } from '../schema.ts';

/** High-water marks, and the segments that lead from a sequence number to its ledger row. */
export interface StreamTable {
  highWater(device: string, epoch: string): HighWater;
  setHighWater(device: string, epoch: string, seq: number, hash: string): void;
  addSegment(segment: LedgerSegmentTable): void;
  /** Chain hash of a record held, found through its segment. */
  hashAt(device: string, epoch: string, seq: number): string | undefined;
}

export function createStreamTable(db: SqliteDatabase): StreamTable {
  const find = db.prepare<[string, string], { seq: number; hash: string }>(
    'select high_seq as seq, high_hash as hash from stream where device = ? and epoch = ?',
  );
  const upsert = db.prepare<[string, string, number, string]>(
    `insert into stream (device, epoch, high_seq, high_hash) values (?, ?, ?, ?)
     on conflict (device, epoch) do update set high_seq = excluded.high_seq, high_hash = excluded.high_hash`,
  );
  const insertSegment = db.prepare<[number, number, string, string, number, number, string]>(
    `insert into ledger_segment (first_idx, last_idx, device, epoch, from_seq, to_seq, head_signature)
     values (?, ?, ?, ?, ?, ?, ?)`,
  );
  const segmentOf = db.prepare<[string, string, number], { first_idx: number; from_seq: number }>(
    `select first_idx, from_seq from ledger_segment
     where device = ? and epoch = ? and from_seq <= ? order by from_seq desc limit 1`,
  );
  const ledgerHash = db.prepare<[number], { hash: string }>('select hash from ledger where idx = ?');

  return {
    highWater: (device, epoch) => find.get(device, epoch) ?? null,
    setHighWater: (device, epoch, seq, hash) => void upsert.run(device, epoch, seq, hash),
    addSegment: (segment) =>
      void insertSegment.run(
        segment.first_idx,
        segment.last_idx,
        segment.device,
        segment.epoch,
        segment.from_seq,
        segment.to_seq,
        segment.head_signature,
      ),
    hashAt(device, epoch, seq) {
      const segment = segmentOf.get(device, epoch, seq);
      return segment === undefined ? undefined : ledgerHash.get(segment.first_idx + seq - segment.from_seq)?.hash;
    },
  };
}
