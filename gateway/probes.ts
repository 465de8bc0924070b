import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { HealthProbes } from './http/deps.ts';
import { probeDisk } from './provisioning/disk-probe.ts';
import type { GatewayStore } from './store/gateway-store.ts';

/** A verdict is good for this long, so that asking often costs nothing. Milliseconds. */
const GOOD_FOR_MS = 2000;
/** A writer or disk that takes longer is as good as dead. Milliseconds. */
const PATIENCE_MS = 3000;

export interface ProbeOptions {
  readonly store: Pick<GatewayStore, 'ping'>;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** What /health asks. The writer is asked for a commit that changes nothing, which goes the whole way that a rating goes. */
export function createProbes({ store, dataDir, clock, timers }: ProbeOptions): HealthProbes {
  const cached = (probe: () => Promise<void>) => {
    let askedAt = Number.NEGATIVE_INFINITY;
    let verdict: Promise<void> = Promise.resolve();
    return () => {
      if (clock.mono() - askedAt < GOOD_FOR_MS) return verdict;
      askedAt = clock.mono();
      verdict = withPatience(probe(), timers);
      return verdict;
    };
  };
  return {
    writer: cached(store.ping),
    disk: cached(() => probeDisk(dataDir)),
  };
}

function withPatience(work: Promise<void>, timers: Timers): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(PATIENCE_MS, () => reject(new Error('no answer in time')));
    work.then(resolve, reject).finally(cancel);
  });
}
