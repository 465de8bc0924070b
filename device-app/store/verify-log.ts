import { chainHash, GENESIS_HASH } from '@mingjing/shared/domain/hash-chain.ts';
import type { LogRows } from './log-rows.ts';

/**
 * Checks what SQLite's own check cannot see: that every unconfirmed entry still is what was written, in an unbroken chain.
 * @returns undefined when all is well, else what is wrong
 */
export function verifyUnconfirmed(rows: LogRows): string | undefined {
  const epoch = rows.currentEpoch();
  let expectedSeq = epoch.ackedSeq + 1;
  let prevHash = epoch.ackedSeq === 0 ? GENESIS_HASH : rows.entryAt(epoch, epoch.ackedSeq)?.hash;
  if (rows.headOf(epoch).seq < Math.max(1, epoch.ackedSeq)) return 'the head of the log is missing';
  for (const { seq, text, hash } of rows.entriesAfter(epoch, epoch.ackedSeq)) {
    if (seq !== expectedSeq) return `entry ${expectedSeq} is missing`;
    const claimed = prevHashOf(text);
    // The entry before may have been pruned; from then on the chain is its own witness.
    if (claimed === undefined || claimed !== (prevHash ?? claimed))
      return `entry ${seq} does not follow the one before`;
    if (chainHash(claimed, text) !== hash) return `entry ${seq} is not what was written`;
    prevHash = hash;
    expectedSeq += 1;
  }
  return undefined;
}

/** The `prevHash` inside a record's text; undefined when the text is no record. */
export function prevHashOf(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const prevHash = typeof value === 'object' && value !== null && 'prevHash' in value ? value.prevHash : undefined;
    return typeof prevHash === 'string' ? prevHash : undefined;
  } catch {
    return undefined;
  }
}
