import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RUNTIME_NODE_FLAGS } from '@mingjing/device-app/core/supervision/node-flags.data.ts';
import { createPadSimulator } from '../simulators/pad/pad-simulator.ts';
import { startProgram } from '../support/program.ts';
import { startTerminalProcess } from '../support/terminal-process.ts';
import { type BenchResult, round } from './bench-result.ts';

/** How long a started terminal is left alone before it is weighed, ms. */
const SETTLE_MS = 15_000;

/** Resident memory of an idle runtime with its pad connected, and how long it takes from start to ready; beside a Node that does nothing. */
export async function runMemoryBench(starts = 5): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  const pad = await createPadSimulator({ keys: 5 });
  const settings = { dataDir: join(dir, 'terminal'), pads: [{ profile: 'queue-bus-ff68-5grade', path: pad.path }] };
  try {
    const startMs: number[] = [];
    const bareMs: number[] = [];
    for (let n = 0; n < starts; n += 1) {
      const before = performance.now();
      const terminal = await startTerminalProcess(settings);
      startMs.push(performance.now() - before);
      await terminal.stop();
      const bare = await startBareNode();
      bareMs.push(bare.startMs);
      await bare.stop();
    }
    const terminal = await startTerminalProcess(settings);
    const bare = await startBareNode();
    await terminal.logged('pad.connected');
    await delay(SETTLE_MS);
    const value = residentMb(terminal.child.pid);
    const reference = { name: 'a Node that does nothing', value: residentMb(bare.pid) };
    await Promise.all([terminal.stop(), bare.stop()]);
    const slowest = { start: round(Math.max(...startMs)), bare: round(Math.max(...bareMs)) };
    return {
      bench: 'memory',
      figures: [
        {
          metric: 'resident, idle',
          value,
          unit: 'MB',
          reference,
          ratio: round(value / reference.value),
          goal: { of: 'value', atMost: 120 },
        },
        {
          metric: `start → ready, slowest of ${starts}`,
          value: slowest.start,
          unit: 'ms',
          reference: { name: 'start of a Node that does nothing', value: slowest.bare },
          ratio: round(slowest.start / slowest.bare),
          goal: { of: 'value', atMost: 1000 },
        },
      ],
    };
  } finally {
    await pad.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function startBareNode() {
  const before = performance.now();
  const program = await startProgram({
    script: 'test/bench/bare-node.js',
    nodeOptions: RUNTIME_NODE_FLAGS,
    isReady: ({ ready }) => (ready === true ? true : undefined),
  });
  return { startMs: performance.now() - before, pid: program.child.pid, stop: program.stop };
}

/** Resident set of a process, MB (10⁶ bytes), from the kernel. */
function residentMb(pid: number | undefined): number {
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return round((Number(kb) * 1024) / 1e6);
}
