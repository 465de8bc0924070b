import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RUNTIME_NODE_FLAGS } from '@mingjing/device-app/core/supervision/node-flags.data.ts';
import { createModbusModule } from '../simulators/modbus/modbus-module.ts';
import { createPadSimulator } from '../simulators/pad/pad-simulator.ts';
import { type Program, startProgram } from '../support/program.ts';
import { type BenchFigure, type BenchResult, latencyFigures, round } from './bench-result.ts';
import { openAsTerminal, openBare, weighReads } from './pad-reads.ts';
import { cpuShares } from './process-cpu.ts';
import { RECORDED_PAD } from './recorded-hid.ts';

/** How long a started runtime is left alone before it is weighed, and how long it is weighed, ms. */
const SETTLE_MS = 8000;
const WATCH_MS = 25_000;

interface Device {
  readonly profile: string;
  readonly path?: string;
}

/** Milliseconds as microseconds. */
const toUs = (samples: readonly number[]): readonly number[] => samples.map((ms) => ms * 1000);

/** A runtime with these devices, all of which work. */
async function startRuntimeWith(dir: string, pads: readonly Device[]): Promise<Program> {
  const file = join(dir, 'settings.json');
  writeFileSync(file, JSON.stringify({ dataDir: join(dir, `terminal-${pads.length}`), pads }));
  const program = await startProgram({
    script: 'test/bench/pads-runtime.ts',
    args: [file],
    nodeOptions: RUNTIME_NODE_FLAGS,
    isReady: ({ ready }) => (ready === true ? true : undefined),
  });
  const works = ({ profile }: Device) =>
    program.lines.some((line) => line.includes('"pad.connected"') && line.includes(`"${profile}"`));
  for (let waited = 0; !pads.every(works); waited += 100) {
    if (waited > 10_000) throw new Error(`not every pad works:\n${program.lines.join('\n')}`);
    await delay(100);
  }
  return program;
}

function startBareNode(): Promise<Program> {
  return startProgram({
    script: 'test/bench/bare-node.js',
    nodeOptions: RUNTIME_NODE_FLAGS,
    isReady: ({ ready }) => (ready === true ? true : undefined),
  });
}

/** The processor's share that a runtime takes with these devices while nobody presses, beside a Node that does nothing. */
async function weighRuntime(metric: string, pads: readonly Device[], goal?: BenchFigure['goal']): Promise<BenchFigure> {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  const programs = [await startRuntimeWith(dir, pads), await startBareNode()];
  try {
    await delay(SETTLE_MS);
    const [value = Number.NaN, bare = Number.NaN] = await cpuShares(
      programs.map(({ child }) => child.pid),
      WATCH_MS,
    );
    return {
      metric: `${metric}, over ${WATCH_MS / 1000} s`,
      value: round(value),
      unit: '% of a core',
      reference: { name: 'a Node that does nothing', value: Math.round(bare * 1e4) / 1e4 },
      ...(goal !== undefined && { goal }),
    };
  } finally {
    for (const program of programs) await program.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What pads cost: processor time for each read of a pad on a real tty, and the processor's share of a runtime that waits for presses. */
export async function runPadsBench(reads = 3000): Promise<BenchResult> {
  const bare = await weighReads(reads, openBare);
  const terminal = await weighReads(reads, openAsTerminal);
  const pad = await createPadSimulator({ keys: 5 });
  const modbus = await createModbusModule([1]);
  try {
    return {
      bench: 'pads',
      figures: [
        ...latencyFigures(
          'a read, bytes → event',
          toUs(terminal.handling),
          { name: 'bytes → dropped', samples: toUs(bare.handling) },
          1000,
          'µs',
        ),
        ...latencyFigures(
          'CPU of a read, with system calls and the simulated pad',
          toUs(terminal.whole),
          { name: 'the serial port alone', samples: toUs(bare.whole) },
          1000,
          'µs',
        ),
        await weighRuntime(
          'idle runtime, a serial pad on a tty and a recorded HID pad',
          [{ profile: 'queue-bus-ff68-5grade', path: pad.path }, { profile: RECORDED_PAD }],
          { of: 'value', atMost: 1 },
        ),
        await weighRuntime('runtime polling Modbus every 50 ms', [{ profile: 'modbus-di-8ch', path: modbus.path }]),
      ],
    };
  } finally {
    await Promise.all([pad.close(), modbus.close()]);
  }
}
