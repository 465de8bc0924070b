import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { chainHash } from '@mingjing/shared/domain/hash-chain.ts';
import { RECORD_MAX_BYTES } from '@mingjing/shared/domain/record.ts';
import { prevHashOf } from './verify-log.ts';

/** How every record's canonical text begins: `at` sorts before all other keys. */
const BEGINNING = Buffer.from('{"at":');
const CLOSING_BRACE = 0x7d;
const HASH_LENGTH = 64;
const REACH = RECORD_MAX_BYTES + HASH_LENGTH;
const CHUNK = 4 * 1024 * 1024;

/**
 * Finds records in the raw bytes of a file, whatever became of the tree around them. Each is proven by the hash that lies
 * behind its text; what is not provable is not returned. Finds nothing of a record that SQLite spread over several pages.
 */
export function* carveRecords(path: string): Generator<string> {
  if (!existsSync(path)) return;
  const handle = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK + REACH);
    for (let position = 0; ; position += CHUNK) {
      const length = readSync(handle, buffer, 0, buffer.length, position);
      yield* carveChunk(buffer.subarray(0, length));
      if (length < buffer.length) return;
    }
  } finally {
    closeSync(handle);
  }
}

function* carveChunk(bytes: Buffer): Generator<string> {
  let start = bytes.indexOf(BEGINNING);
  while (start >= 0 && start < CHUNK) {
    const text = provenTextAt(bytes, start);
    if (text !== undefined) yield text;
    start = bytes.indexOf(BEGINNING, start + 1);
  }
}

function provenTextAt(bytes: Buffer, start: number): string | undefined {
  const limit = Math.min(bytes.length, start + RECORD_MAX_BYTES);
  for (
    let end = bytes.indexOf(CLOSING_BRACE, start);
    end >= 0 && end < limit;
    end = bytes.indexOf(CLOSING_BRACE, end + 1)
  ) {
    const hash = bytes.toString('latin1', end + 1, end + 1 + HASH_LENGTH);
    if (!/^[0-9a-f]{64}$/.test(hash)) continue;
    const text = bytes.toString('utf8', start, end + 1);
    const prevHash = prevHashOf(text);
    return prevHash !== undefined && chainHash(prevHash, text) === hash ? text : undefined;
  }
  return undefined;
}
