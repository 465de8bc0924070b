import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { openPty, type Pty } from '../../support/pty.ts';
import { busFrame, createHostReader, type HostFrame } from './queue-bus-frames.ts';

/** Raw grade of each level: four keys have no 非常不满意. */
const GRADES = {
  4: new Map<Level, number>([5, 4, 3, 2].map((level, index) => [level as Level, 3 - index])),
  5: new Map<Level, number>([5, 4, 3, 2, 1].map((level, index) => [level as Level, 4 - index])),
} as const;

/** Key codes of a caller. */
const CALLER_KEYS = { requestEvaluation: 0x0b, callNext: 0x0c, recall: 0x0d, confirm: 0x0f, pause: 0x12 } as const;
export type CallerKey = keyof typeof CALLER_KEYS;

const RATING = 0x11;
/** The sources show no FUNC for caller keys; any but 0x11 will do, and this one keeps their echo apart from the host's own frames. */
const CALLER = 0x05;
const EVALUATOR_BIT = 0x80;
/** Frames from the host that are remembered. */
const MAX_REMEMBERED = 1000;

export interface PadSimulatorOptions {
  readonly keys?: 4 | 5;
  /** Whether evaluators set the top bit of the caller's address (HallQueFront) or share it (QueueSystem). */
  readonly evaluatorBit?: boolean;
  /** Where the stable path stands; default: a folder of its own that `close` removes. */
  readonly linkPath?: string;
}

/** A queue-bus evaluator with its caller on the far end of a real tty. */
export interface PadSimulator {
  /** Stable path of the port: the same before and after replugging. */
  readonly path: string;
  readonly levels: readonly Level[];
  readonly plugged: boolean;
  /** Frames from the host, oldest first. */
  readonly heard: readonly HostFrame[];
  /** The acknowledgements among them. */
  acks(): readonly HostFrame[];
  onHeard(listener: (frame: HostFrame) => void): void;
  /** A citizen presses. @throws for a level that the pad has no key for, and while unplugged */
  press(level: Level, address?: number): void;
  /** A member of staff presses 评价 on the caller. */
  requestEvaluation(address?: number): void;
  pressKey(key: CallerKey, address?: number, digits?: readonly number[]): void;
  /** Noise on the line. */
  garbage(bytes?: Uint8Array): void;
  /** Everything sent by `send` in pieces of this size, each written on its own. */
  split(size: number, send: () => void): Promise<void>;
  /** Everything sent by `send` in one piece. */
  merge(send: () => void): void;
  unplug(): Promise<void>;
  replug(): Promise<void>;
  close(): Promise<void>;
}

/** How many turns of the event loop lie between two pieces, so that the kernel hands them over one by one. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export async function createPadSimulator(options: PadSimulatorOptions = {}): Promise<PadSimulator> {
  const { keys = 4, evaluatorBit = true } = options;
  const folder = options.linkPath === undefined ? mkdtempSync(join(tmpdir(), 'mingjing-pad-')) : undefined;
  const path = options.linkPath ?? join(folder ?? '', 'tty');
  const grades = GRADES[keys];
  const callerFrames = new Set<string>();
  const heard: HostFrame[] = [];
  const listeners: ((frame: HostFrame) => void)[] = [];
  let pty: Pty | undefined;
  let collecting: Uint8Array[] | undefined;

  const transmit = (bytes: Uint8Array): void => {
    if (pty === undefined) throw new Error('the simulated pad is unplugged');
    if (collecting === undefined) pty.write(bytes);
    else collecting.push(bytes);
  };

  const collect = (send: () => void): Uint8Array => {
    collecting = [];
    try {
      send();
      return Buffer.concat(collecting);
    } finally {
      collecting = undefined;
    }
  };

  const plug = async (): Promise<void> => {
    const next = await openPty();
    const readHost = createHostReader(callerFrames);
    next.onData((bytes) => {
      for (const frame of readHost(bytes)) {
        heard.push(frame);
        if (heard.length > MAX_REMEMBERED) heard.shift();
        for (const listener of listeners) listener(frame);
      }
    });
    rmSync(path, { force: true });
    symlinkSync(next.path, path);
    pty = next;
  };

  const unplug = async (): Promise<void> => {
    const old = pty;
    pty = undefined;
    rmSync(path, { force: true });
    await old?.close();
  };

  const pressKey = (key: CallerKey, address = 1, digits: readonly number[] = []): void => {
    const frame = busFrame(address, CALLER, [...digits, CALLER_KEYS[key]]);
    callerFrames.add(Buffer.from(frame).toString('hex'));
    transmit(frame);
  };

  await plug();
  return {
    path,
    levels: [...grades.keys()],
    heard,
    get plugged() {
      return pty !== undefined;
    },
    acks: () => heard.filter(({ kind }) => kind === 'mirrored-ack' || kind === 'short-ack' || kind === 'echo'),
    onHeard: (listener) => void listeners.push(listener),
    press(level, address = 1) {
      const grade = grades.get(level);
      if (grade === undefined) throw new RangeError(`a pad of ${keys} keys has none for level ${level}`);
      transmit(busFrame(evaluatorBit ? EVALUATOR_BIT | address : address, RATING, [grade]));
    },
    pressKey,
    requestEvaluation: (address) => pressKey('requestEvaluation', address),
    garbage: (bytes = Uint8Array.of(0x16, 0x00, 0xff, 0x68, 0x55, 0x03)) => transmit(bytes),
    async split(size, send) {
      const bytes = collect(send);
      for (let at = 0; at < bytes.length; at += size) {
        transmit(bytes.subarray(at, at + size));
        await nextTurn();
      }
    },
    merge: (send) => transmit(collect(send)),
    unplug,
    async replug() {
      await unplug();
      await plug();
    },
    async close() {
      await unplug();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
