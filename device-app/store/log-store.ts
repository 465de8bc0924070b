import type { Result } from '@mingjing/shared/basics/result.ts';
import type { SealedRecord } from '@mingjing/shared/domain/hash-chain.ts';
import type { Epoch } from '@mingjing/shared/domain/ids.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';

/** Time stamps of one write. */
export interface Stamp {
  readonly at: number;
  readonly mono: number;
  readonly clockOffset: number | null;
}

/** The last entry of the log; `seq` 0 and the genesis hash while the epoch is empty. */
export interface LogHead {
  readonly epoch: Epoch;
  readonly seq: number;
  readonly hash: string;
}

/** A run of entries to send. */
export interface LogSlice {
  readonly epoch: Epoch;
  readonly fromSeq: number;
  readonly texts: readonly string[];
  /** Hash of the last entry in the slice; meaningless when it is empty. */
  readonly lastHash: string;
  readonly hasMore: boolean;
}

/** Why a write was refused. Nothing of it is on disk then. */
export type WriteRefusal = 'full' | 'damaged';

/** The terminal's only database: an append-only chained log, the live session and a few values. Every write is fsynced before it returns. */
export interface LogStore {
  /**
   * Appends entries and replaces the live-session snapshot in one transaction.
   * @param snapshot any JSON value; undefined leaves the stored one
   */
  commit(
    entries: readonly NewEntry[],
    snapshot: unknown | undefined,
    stamp: Stamp,
  ): Result<readonly SealedRecord[], WriteRefusal>;
  /** The live-session snapshot, or null where there is none. What is no JSON any more is returned as its text. */
  loadSnapshot(): unknown;
  head(): LogHead;
  /**
   * Entries after `seq` without a break, at most `limit` of them and at most `maxBytes` of UTF-8 text, but one in any case.
   * Where entries after `seq` were pruned, `fromSeq` is larger than `seq + 1`.
   */
  readAfter(seq: number, limit: number, maxBytes: number): LogSlice;
  /** Highest sequence of this epoch the gateway has confirmed. Never goes back. */
  ackedSeq(): number;
  setAcked(seq: number): Result<void, WriteRefusal>;
  /** Unconfirmed entries, and the wall time of the oldest. */
  backlog(): { readonly count: number; readonly oldestAt: number | null };
  /**
   * Begins a new epoch and carries over unconfirmed entries (used after a conflict; a damaged file does it on open).
   * @param carryAfter carries over from here instead, when the gateway lost what it had confirmed
   */
  beginEpoch(reason: 'conflict', stamp: Stamp, carryAfter?: number): Result<LogHead, WriteRefusal>;
  /** Deletes confirmed entries written before `beforeAt`; the head always stays. Returns how many. */
  prune(beforeAt: number): Result<number, WriteRefusal>;
  /** Tries a write; tells whether records can be kept now. */
  probe(): Result<void, WriteRefusal>;
  close(): void;
}
