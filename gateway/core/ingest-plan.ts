import { GENESIS_HASH } from '@mingjing/shared/domain/hash-chain.ts';

/** The high-water mark of an epoch; null for an epoch never seen. */
export type HighWater = { readonly seq: number; readonly hash: string } | null;

/** An upload reduced to what decides its fate. Its inner chain and its signature hold already. */
export interface BatchOutline {
  readonly fromSeq: number;
  readonly prevHash: string;
  /** Chain hash after each record. */
  readonly hashes: readonly string[];
}

export type IngestPlan =
  /** Take the records from `skip` on. */
  | { readonly kind: 'append'; readonly skip: number }
  /** Everything lies below the high-water mark: compare the hash held at `seq` with `hash`, see {@link compareKnown}. */
  | { readonly kind: 'compare'; readonly seq: number; readonly hash: string }
  | { readonly kind: 'gap'; readonly expectedSeq: number }
  /** It contradicts what is held under the same numbers. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'chain-broken'; readonly reason: string };

/**
 * Decides on an upload by the high-water mark alone. Only contiguous records are taken: with a gap a late rating would look like a
 * known one and be lost. One equal hash proves all records up to it equal, since each hash covers everything before it.
 */
export function planIngest(high: HighWater, batch: BatchOutline): IngestPlan {
  const held = high ?? { seq: 0, hash: GENESIS_HASH };
  const lastSeq = batch.fromSeq + batch.hashes.length - 1;
  if (batch.fromSeq > held.seq + 1) return { kind: 'gap', expectedSeq: held.seq + 1 };
  if (lastSeq <= held.seq) return { kind: 'compare', seq: lastSeq, hash: batch.hashes.at(-1) ?? '' };
  const overlap = held.seq - batch.fromSeq + 1;
  const linksTo = overlap === 0 ? batch.prevHash : batch.hashes[overlap - 1];
  if (linksTo === held.hash) return { kind: 'append', skip: overlap };
  if (held.seq === 0)
    return { kind: 'chain-broken', reason: 'the first record of an epoch must chain to the genesis hash' };
  return { kind: 'conflict' };
}

/** The answer to a `compare`: the same log again, or another one under the same numbers. */
export function compareKnown(plan: Extract<IngestPlan, { kind: 'compare' }>, heldHash: string): 'known' | 'conflict' {
  return heldHash === plan.hash ? 'known' : 'conflict';
}
