import { hash } from 'node:crypto';
import { GENESIS_HASH } from '@mingjing/shared/domain/hash-chain.ts';

/** What the first row of a lane chains to. */
export const LEDGER_GENESIS = GENESIS_HASH;

/** The columns of a ledger row that its chain binds. The text is bound through `hash`. */
export interface LedgerRowContent {
  readonly idx: number;
  readonly lane: number;
  readonly source: 'terminal' | 'gateway';
  readonly device: string | null;
  readonly epoch: string | null;
  readonly seq: number | null;
  readonly receivedAt: number;
  readonly hash: string;
}

/** Chain value of a ledger row: SHA-256 over the chain before it and all its columns, each on a line of its own. */
export function ledgerChainHash(previousChain: string, row: LedgerRowContent): string {
  const content = `${row.lane}\n${row.idx}\n${row.source}\n${row.device ?? ''}\n${row.epoch ?? ''}\n${row.seq ?? ''}\n${row.receivedAt}\n${row.hash}`;
  return hash('sha256', `${previousChain}\n${content}`);
}

/** `hash` of a fact that the gateway itself put into the ledger. */
export function factHash(text: string): string {
  return hash('sha256', text);
}
