import type { Terminal } from '@mingjing/gateway/store/gateway-store.ts';

/** What the terminals of the ingest benchmark send. */
export interface LoadPlan {
  readonly devices: number;
  /** Batches of each device that are measured, after those that only warm both sides up. */
  readonly batches: number;
  readonly warmupBatches: number;
  readonly batchSize: number;
  readonly inFlight: number;
  /** `services`: opened, rated, reasons, closed, as a terminal writes them; `ratings`: every record the rating of another session. */
  readonly mix: 'services' | 'ratings';
}

export type ToLoad = { readonly type: 'connect'; readonly url: string } | { readonly type: 'warm-up' | 'go' };

export type FromLoad =
  | {
      readonly type: 'prepared';
      readonly enrolments: readonly (Omit<Terminal, 'retired' | 'qrKey'> & { readonly qrKey: readonly number[] })[];
    }
  | { readonly type: 'connected' | 'warm' }
  | { readonly type: 'done'; readonly elapsedMs: number; readonly ackMs: readonly number[] };
