import { join } from 'node:path';
import { chainHash, GENESIS_HASH } from '@mingjing/shared/domain/hash-chain.ts';
import { type LogRecord, logRecordSchema } from '@mingjing/shared/domain/record.ts';
import Database from 'better-sqlite3';

/** The log of a stopped terminal, read as an auditor would: from the file, with the chain recomputed. */
export function readTerminalLog(dir: string): { readonly records: readonly LogRecord[]; readonly intact: boolean } {
  const db = new Database(join(dir, 'log.db'), { readonly: true });
  try {
    const rows = db.prepare<[], { text: string; hash: string }>(LOG_QUERY).all();
    let prevHash = GENESIS_HASH;
    let intact = true;
    const records = rows.map(({ text, hash }, index) => {
      const record = logRecordSchema.parse(JSON.parse(text));
      intact &&= record.seq === index + 1 && record.prevHash === prevHash && chainHash(prevHash, text) === hash;
      prevHash = hash;
      return record;
    });
    return { records, intact };
  } finally {
    db.close();
  }
}

const LOG_QUERY = 'SELECT text, hash FROM entries WHERE epoch = (SELECT max(number) FROM epochs) ORDER BY seq';
