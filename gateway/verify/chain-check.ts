import { chainHash, GENESIS_HASH, headSigningText } from '@mingjing/shared/domain/hash-chain.ts';
import { factHash, LEDGER_GENESIS, ledgerChainHash } from '../core/ledger-chain.ts';
import { importTerminalKey, isSignedBy } from '../core/terminal-key.ts';
import type { LedgerSegmentTable, LedgerTable } from '../store/schema.ts';
import { require } from './ledger-fault.ts';

/** End of a terminal's log, as far as the ledger tells. */
export interface StreamHead {
  readonly device: string;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
}

/**
 * Walks the ledger's chain and every terminal's chain in it, row by row. Knows only what it was shown: its memory is bounded by the number of epochs.
 */
export function createChainCheck() {
  const heads = new Map<string, StreamHead>();
  let idx = 0;
  let chain = LEDGER_GENESIS;

  function checkRecord(row: LedgerTable): void {
    const where = `idx ${row.idx}`;
    const { device, epoch, seq, text, hash } = row;
    require(device !== null && epoch !== null && seq !== null, 'ledger', where, 'device, epoch or seq is missing');
    const key = streamKey(device, epoch);
    const head = heads.get(key) ?? { device, epoch, seq: 0, hash: GENESIS_HASH };
    require(seq === head.seq + 1, 'ledger', where, `seq is ${seq}, but this terminal's last one was ${head.seq}`);
    const expected = chainHash(head.hash, text);
    require(hash === expected, 'ledger', where, 'text does not fit the hash: one of them, or their order, was changed');
    heads.set(key, { device, epoch, seq, hash });
  }

  return {
    row(row: LedgerTable): void {
      const where = `idx ${row.idx}`;
      require(row.idx === idx + 1, 'ledger', where, `row ${idx + 1} is missing before it`);
      if (row.source === 'terminal') checkRecord(row);
      else require(row.hash === factHash(row.text), 'ledger', where, 'text does not fit the hash');
      const content = { ...row, receivedAt: row.received_at };
      require(row.chain ===
        ledgerChainHash(chain, content), 'ledger', where, 'chain does not follow from the row before');
      ({ idx, chain } = row);
    },
    lastIdx: () => idx,
    chain: () => chain,
    heads: (): IterableIterator<StreamHead> => heads.values(),
    headOf: (device: string, epoch: string): StreamHead | undefined => heads.get(streamKey(device, epoch)),
  };
}

export type ChainCheck = ReturnType<typeof createChainCheck>;

/** Whether a segment's signature is its terminal's over its last record. */
export function checkSignature(
  segment: LedgerSegmentTable,
  head: StreamHead | undefined,
  publicKey: string | undefined,
): void {
  const where = `first_idx ${segment.first_idx}`;
  require(publicKey !== undefined, 'ledger_segment', where, 'its terminal was never enrolled');
  require(head !== undefined &&
    head.seq ===
      segment.to_seq, 'ledger_segment', where, `to_seq is ${segment.to_seq}, but its last row has seq ${head?.seq ?? 'none'}`);
  const signed = isSignedBy(
    importTerminalKey(publicKey),
    headSigningText({ ...head, deviceId: head.device }),
    segment.head_signature,
  );
  require(signed, 'ledger_segment', where, 'head_signature is not its terminal’s over its last record');
}

function streamKey(device: string, epoch: string): string {
  return `${device} ${epoch}`;
}
