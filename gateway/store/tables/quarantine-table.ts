import type { SqliteDatabase } from '../open-database.ts';

/** A batch that contradicts what is held. */
export interface ContradictingBatch {
  readonly deviceId: string;
  readonly epoch: string;
  readonly fromSeq: number;
  readonly prevHash: string;
  readonly texts: readonly string[];
  readonly hashes: readonly string[];
  readonly headSignature: string;
  readonly receivedAt: number;
}

export interface QuarantineTable {
  /** Keeps a batch with all its texts. False when this very batch is kept already. */
  keep(batch: ContradictingBatch): boolean;
}

export function createQuarantineTable(db: SqliteDatabase): QuarantineTable {
  const insert = db.prepare<[string, string, number, number, string, string, string, number]>(
    `insert into quarantine (device, epoch, from_seq, to_seq, prev_hash, to_hash, head_signature, received_at)
     values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (device, epoch, from_seq, to_hash) do nothing`,
  );
  const insertRecord = db.prepare<[number | bigint, number, string]>(
    'insert into quarantine_record (quarantine_id, seq, text) values (?, ?, ?)',
  );
  return {
    keep(batch) {
      const toSeq = batch.fromSeq + batch.texts.length - 1;
      const { changes, lastInsertRowid } = insert.run(
        batch.deviceId,
        batch.epoch,
        batch.fromSeq,
        toSeq,
        batch.prevHash,
        batch.hashes.at(-1) ?? '',
        batch.headSignature,
        batch.receivedAt,
      );
      if (changes === 0) return false;
      for (const [offset, text] of batch.texts.entries()) {
        insertRecord.run(lastInsertRowid, batch.fromSeq + offset, text);
      }
      return true;
    },
  };
}
