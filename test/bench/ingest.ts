import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASE_FILE } from '@mingjing/gateway/store/open-gateway-store.ts';
import { startBareGateway } from '../simulators/fleet/bare-gateway.ts';
import { runBareLoop, type TimedRows } from './bare-loop.ts';
import { type BenchFigure, type BenchResult, percentile, round } from './bench-result.ts';

import type { FromLoad, LoadPlan, ToLoad } from './ingest-load-messages.ts';

const PLAN: LoadPlan = { devices: 256, batches: 8, warmupBatches: 3, batchSize: 100, inFlight: 3, mix: 'services' };

/**
 * Durable ingest: terminals in a process of their own, over real WebSockets, each batch acknowledged only when it is on disk; against a bare
 * better-sqlite3 loop that writes the same rows in the same batch sizes on the same disk, right afterwards.
 */
export async function runIngestBench(overrides: Partial<LoadPlan> = {}): Promise<BenchResult> {
  const plan = { ...PLAN, ...overrides };
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  try {
    const gateway = await startBareGateway({ dir, keepEvents: false });
    const load = startLoad(plan);
    const { enrolments } = await load.next('prepared');
    for (const { qrKey, ...terminal } of enrolments) {
      await gateway.store.enrolTerminal({ ...terminal, qrKey: Uint8Array.from(qrKey) });
    }
    load.send({ type: 'connect', url: gateway.url });
    await load.next('connected');
    load.send({ type: 'warm-up' });
    await load.next('warm');
    const cpu = process.cpuUsage();
    load.send({ type: 'go' });
    const { elapsedMs, ackMs } = await load.next('done');
    const { user, system } = process.cpuUsage(cpu);
    const expected = plan.devices * plan.batches * plan.batchSize;
    const held = gateway.store.counts().ledgerRows - plan.devices;
    if (held !== expected + plan.devices * plan.warmupBatches * plan.batchSize)
      throw new Error(`the ledger holds ${held} records instead of ${expected}`);
    await gateway.stop();
    const path = join(dir, DATABASE_FILE);
    const ours = { rows: expected, elapsedMs, cpuUs: user + system };
    const bareAll = await runBareLoop(path, 'all', dir);
    const bareLedger = await runBareLoop(path, 'ledger', dir);
    return { bench: 'ingest', figures: figures(plan, ours, bareAll, bareLedger, ackMs) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function figures(
  plan: LoadPlan,
  ours: TimedRows,
  bareAll: TimedRows,
  bareLedger: TimedRows,
  ackMs: readonly number[],
): BenchFigure[] {
  const perSecond = ({ rows, elapsedMs }: TimedRows) => Math.round((rows / elapsedMs) * 1000);
  const cpuPerRow = ({ rows, cpuUs }: TimedRows) => round(cpuUs / rows);
  const against = (reference: TimedRows, name: string) => ({
    value: perSecond(ours),
    unit: 'records/s',
    reference: { name: `bare better-sqlite3 loop, ${name}`, value: perSecond(reference) },
    ratio: round(perSecond(ours) / perSecond(reference)),
  });
  const what = `durable ingest, ${plan.devices} terminals, batches of ${plan.batchSize}, ${plan.mix}`;
  return [
    { metric: what, ...against(bareAll, 'writing every row that ingest wrote'), goal: { of: 'ratio', atLeast: 0.8 } },
    { metric: `${what}, against the ledger alone`, ...against(bareLedger, 'writing the ledger rows only') },
    {
      metric: 'processor time a record, all threads of the gateway',
      value: cpuPerRow(ours),
      unit: 'µs',
      reference: { name: 'bare loop, every row', value: cpuPerRow(bareAll) },
      ratio: round(cpuPerRow(ours) / cpuPerRow(bareAll)),
    },
    { metric: 'batch sent to batch acknowledged, p50', value: round(percentile(ackMs, 0.5)), unit: 'ms' },
    { metric: 'batch sent to batch acknowledged, p99', value: round(percentile(ackMs, 0.99)), unit: 'ms' },
  ];
}

function startLoad(plan: LoadPlan) {
  const child = fork(new URL('./ingest-load.ts', import.meta.url), [JSON.stringify(plan)], { stdio: 'inherit' });
  return {
    send: (message: ToLoad) => void child.send(message),
    /** The next message, which must be of this type. */
    next<T extends FromLoad['type']>(type: T): Promise<Extract<FromLoad, { type: T }>> {
      return new Promise((resolve, reject) => {
        const onExit = (code: number | null) =>
          reject(new Error(`the load process ended with ${code} before '${type}'`));
        child.once('exit', onExit);
        child.once('message', (message: FromLoad) => {
          child.off('exit', onExit);
          if (message.type === type) resolve(message as Extract<FromLoad, { type: T }>);
          else reject(new Error(`expected '${type}' from the load process, not '${message.type}'`));
        });
      });
    },
  };
}

if (import.meta.main) {
  const mix = process.argv.includes('--ratings') ? 'ratings' : 'services';
  process.stdout.write(`${JSON.stringify(await runIngestBench({ mix }))}\n`);
}
