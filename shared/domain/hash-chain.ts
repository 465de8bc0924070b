import { createHash } from 'node:crypto';
import { canonicalJson } from '../basics/canonical-json.ts';
import type { LogRecord } from './record.ts';

/** What the first record of an epoch chains to. */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * Hash of a log entry: SHA-256(prevHash ‖ canonical text), both as bytes.
 * @param prevHash 64 hex characters
 * @param text the canonical JSON text exactly as it is stored and sent
 */
export function chainHash(prevHash: string, text: string): string {
  return createHash('sha256').update(prevHash, 'hex').update(text, 'utf8').digest('hex');
}

/** An entry with its canonical text and its hash. */
export interface SealedRecord {
  readonly record: LogRecord;
  readonly text: string;
  readonly hash: string;
}

/** Gives a record its canonical text and its place in the chain. */
export function sealRecord(record: LogRecord): SealedRecord {
  const text = canonicalJson(record);
  return { record, text, hash: chainHash(record.prevHash, text) };
}

/** The bytes a terminal signs to vouch for its log up to and including `seq`. */
export function headSigningText(head: { deviceId: string; epoch: string; seq: number; hash: string }): string {
  return `mingjing-head-v1\n${head.deviceId}\n${head.epoch}\n${head.seq}\n${head.hash}`;
}
