import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTransports } from '@mingjing/device-app/pads/adapters/create-transports.ts';
import { findHolders } from '@mingjing/device-app/pads/adapters/port-holder.ts';
import { replay } from '@mingjing/device-app/pads/replay/replay.ts';
import { createToolMachine } from '@mingjing/device-app/pads/tools/create-machine.ts';
import { createProfilesTool } from '@mingjing/hardware-profiles/tools/profiles-tool.ts';
import { systemClock, unrefTimers } from '@mingjing/shared/system/machine.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPty, type Pty } from '../support/pty.ts';

const TOOL = fileURLToPath(new URL('../../device-app/pads/replay/profiles-main.ts', import.meta.url));
const QUEUE_BUS = fileURLToPath(new URL('../../hardware-profiles/devices/queue-bus/ff68-4key.json', import.meta.url));

let folder = '';
let pad: Pty;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-tools-'));
  pad = await openPty();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await pad.close();
  rmSync(folder, { recursive: true });
});

/** The real program, as a technician starts it. `onLine` hears what it says to people. */
function start(args: readonly string[], onLine: (line: string) => void = () => undefined) {
  const child = spawn(process.execPath, [TOOL, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const lines: string[] = [];
  let [out, rest] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    const whole = (rest + chunk.toString()).split('\n');
    rest = whole.pop() ?? '';
    for (const line of whole) {
      lines.push(line);
      onLine(line);
    }
  });
  const exit = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  return {
    lines,
    exit,
    json: () => JSON.parse(out.trimEnd().split('\n').at(-1) ?? 'null'),
    heard: (wanted: RegExp) => vi.waitFor(() => expect(lines.join('\n')).toMatch(wanted), { timeout: 30_000 }),
    stop: () => child.kill('SIGINT'),
  };
}

/**
 * The same tool on the same transports inside this process, for pads that are unplugged: a program started from here inherits the other end
 * of the tty from node-pty, which then never hangs up.
 */
function startInside(args: readonly string[], onLine: (line: string) => void = () => undefined) {
  const lines: string[] = [];
  const { transports } = createTransports({ clock: systemClock, timers: unrefTimers, log: () => undefined });
  const machine = createToolMachine({
    clock: systemClock,
    timers: unrefTimers,
    transports,
    onInterrupt: () => () => undefined,
  });
  const exit = createProfilesTool(replay, machine)(args, {
    line: () => undefined,
    error: (line) => {
      lines.push(line);
      onLine(line);
    },
  });
  return { lines, exit, heard: (wanted: RegExp) => vi.waitFor(() => expect(lines.join('\n')).toMatch(wanted)) };
}

const rating = (grade: number) => Uint8Array.of(0xff, 0x68, 3, 3, 0x68, 0x81, 0x11, grade, (0x95 + grade) & 0xff, 0x16);
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

describe('profiles record, on a real tty', () => {
  it('writes every burst until Ctrl-C, in the format of the vectors', async () => {
    const out = join(folder, 'hall.json');
    const tool = start(['record', '--path', pad.path, '--baud', '9600', '--out', out, '--json']);
    await tool.heard(/listening to/);
    pad.write(rating(3));
    await tool.heard(/ms {2}ff680303688111039816$/m);
    pad.write(Uint8Array.of(0x16, 0));
    await tool.heard(/ms {2}1600$/m);
    pad.write(Uint8Array.of(0x41));
    await tool.heard(/ms {2}41$/m);
    tool.stop();
    expect(await tool.exit).toBe(0);
    const { vectors } = read('hall.json');
    expect(vectors.map(({ hex }: { hex: string }) => hex).join('')).toBe('ff680303688111039816160041');
    expect(vectors[0]).toEqual({
      protocol: 'recorded',
      direction: 'in',
      hex: 'ff680303688111039816',
      expect: {},
      origin: 'captured',
      note: expect.stringMatching(/^t=\d+ms$/),
    });
    expect(tool.json()).toEqual({ path: pad.path, vectors: 3, out });
    expect(readdirSync(folder)).toEqual(['hall.json']);
  });

  it('cuts frames and says what they mean where a profile is given, and keeps what is no frame', async () => {
    const out = join(folder, 'hall.json');
    const tool = start(['record', '--path', pad.path, '--profile', QUEUE_BUS, '--gap', '100', '--out', out]);
    await tool.heard(/listening to/);
    const good = [3, 2].map((grade) =>
      Uint8Array.of(0xff, 0x68, 3, 3, 0x68, 0x81, 0x11, grade, (0x92 + grade) & 0xff, 0x16),
    );
    pad.write(Uint8Array.from(good.flatMap((frame) => [...frame])));
    await tool.heard(/"level":4/);
    pad.write(rating(1));
    await tool.heard(/not all frames: checksum/);
    tool.stop();
    expect(await tool.exit).toBe(0);
    expect(tool.lines.join('\n')).toMatch(/ff680303688111039516.*"level":5/);
    const recorded = read('hall.json');
    expect(recorded.vectors).toMatchObject([
      { protocol: 'queue-bus-ff68', hex: 'ff680303688111039516', expect: { type: 'rating', level: 5 } },
      { protocol: 'queue-bus-ff68', hex: 'ff680303688111029416', expect: { type: 'rating', level: 4 } },
      { hex: Buffer.from(rating(1)).toString('hex'), expect: { type: 'error', reason: 'checksum' } },
    ]);
    expect(recorded.transport).toMatchObject({ kind: 'serial', serial: { baudRate: 9600 } });
    const replayed = start(['replay', '--profile', QUEUE_BUS, '--vectors', out, '--json']);
    expect(await replayed.exit).toBe(0);
    expect(replayed.json()).toMatchObject({ passed: 3, failed: 0 });
  });

  it('leaves a port alone that another program has open, whether it locks it or not', async () => {
    const out = join(folder, 'hall.json');
    const first = start(['record', '--path', pad.path, '--out', out]);
    await first.heard(/listening to/);
    const args = ['record', '--path', pad.path, '--seconds', '60', '--out', join(folder, 'second.json')];
    const second = start(args);
    expect(await second.exit).toBe(1);
    expect(second.lines.join('\n')).toMatch(/is in use; held by .+ \(process \d+\)/);
    pad.write(rating(3));
    await first.heard(/ms {2}ff680303688111039816$/m);
    first.stop();
    await first.exit;
    // A program that asks nobody, such as cat.
    const careless = spawn('cat', [pad.path], { stdio: 'ignore' });
    children.push(careless);
    await vi.waitFor(async () => expect((await findHolders([pad.path])).get(pad.path)?.program).toMatch(/^cat/));
    const third = start(args);
    expect(await third.exit).toBe(1);
    expect(third.lines.join('\n')).toMatch(/is in use; held by cat \(process \d+\)/);
    expect(readdirSync(folder)).toEqual(['hall.json']);
  });

  it('keeps what it heard when the pad is unplugged, and says so', async () => {
    const out = join(folder, 'hall.json');
    const tool = startInside(['record', '--path', pad.path, '--out', out]);
    await tool.heard(/listening to/);
    pad.write(rating(2));
    await tool.heard(/t=\d+ms/);
    await pad.close();
    expect(await tool.exit).toBe(1);
    expect(tool.lines.join('\n')).toMatch(/the device is gone/);
    expect(read('hall.json').vectors).toHaveLength(1);
  });

  it('ends by itself, and writes nothing where nothing was heard', async () => {
    const out = join(folder, 'hall.json');
    const tool = start(['record', '--path', pad.path, '--seconds', '0.2', '--out', out, '--json']);
    expect(await tool.exit).toBe(1);
    expect(tool.json()).toEqual({ path: pad.path, vectors: 0, out: null });
    expect(existsSync(out)).toBe(false);
  });

  it.each<[string, (out: string) => string[], number, RegExp]>([
    [
      'a file that exists',
      (out) => ['--path', pad.path, '--out', out],
      2,
      /kept.json exists; choose another name, or --force/,
    ],
    ['no file', () => ['--path', pad.path], 2, /--out FILE/],
    ['no device', (out) => ['--out', `${out}x`], 2, /--path, or the device with --hid VID:PID/],
    [
      'a baud rate that is none',
      (out) => ['--path', pad.path, '--baud', 'fast', '--out', `${out}x`],
      2,
      /serial.baudRate/,
    ],
    ['a HID id that is none', (out) => ['--hid', 'xkeys', '--out', `${out}x`], 2, /must look like 05f3:0467/],
    [
      'an option it does not have',
      (out) => ['--path', pad.path, '--boud', '1', '--out', `${out}x`],
      2,
      /Unknown option '--boud'/,
    ],
    [
      'a port that is not there',
      (out) => ['--path', '/nowhere/tty', '--out', `${out}x`],
      1,
      /\/nowhere\/tty is not there/,
    ],
  ])('says what is wrong with %s', async (_name, args, code, problem) => {
    const out = join(folder, 'kept.json');
    writeFileSync(out, 'kept');
    const tool = start(['record', ...args(out)]);
    expect(await tool.exit).toBe(code);
    expect(tool.lines.join('\n')).toMatch(problem);
    expect(readFileSync(out, 'utf8')).toBe('kept');
    expect(readdirSync(folder)).toEqual(['kept.json']);
  });
});

describe('profiles learn, on a real tty', () => {
  let counter = 0;
  /** A pad nobody knows: start byte, size, counter, key, XOR, end byte. */
  const frame = (level: number) => {
    counter = (counter + 1) & 0xff;
    const body = [0x7b, 0x06, counter, 0xc0 | (6 - level)];
    return Uint8Array.of(
      ...body,
      body.reduce((sum, byte) => sum ^ byte, 0),
      0x7d,
    );
  };
  const QUICK = ['--idle', '0.05', '--settle', '60', '--gap', '20'];
  const learn = (onPrompt: (level: number) => void, ...more: string[]) =>
    start(
      [
        'learn',
        '--path',
        pad.path,
        '--baud',
        '9600',
        '--id',
        'hall-2',
        '--out',
        join(folder, 'hall-2.json'),
        ...QUICK,
        ...more,
      ],
      (line) => {
        const level = /\(level (\d)\)$/.exec(line)?.[1];
        if (level !== undefined) onPrompt(Number(level));
      },
    );

  it('asks for every button, and writes a profile that the other tools accept', async () => {
    const tool = learn((level) => pad.write(frame(level)), '--json');
    expect(await tool.exit).toBe(0);
    expect(tool.lines.filter((line) => line.includes('请短按一次'))).toHaveLength(15);
    expect(tool.lines.join('\n')).toMatch(/请短按一次【非常满意】 · tap "Very satisfied" once/i);
    expect(tool.json()).toMatchObject({ out: join(folder, 'hall-2.json'), confidence: 'high' });
    const profile = read('hall-2.json');
    expect(profile).toMatchObject({
      id: 'hall-2',
      provenance: { confidence: 'low', testedOnHardware: false },
      transport: { kind: 'serial', serial: { baudRate: 9600 } },
      framing: { kind: 'fixed', size: 6, checksum: { kind: 'xor8' } },
      keyMap: { rating: { '0xc1': 5, '0xc2': 4, '0xc3': 3, '0xc4': 2, '0xc5': 1 } },
    });
    expect(profile.vectors).toHaveLength(15);
    expect(profile.vectors.every(({ origin }: { origin: string }) => origin === 'captured')).toBe(true);
    const replayed = start(['replay', '--profile', join(folder, 'hall-2.json'), '--json']);
    expect(await replayed.exit).toBe(0);
    expect(replayed.json()).toMatchObject({ passed: 15, failed: 0 });
    rmSync(join(folder, 'hall-2.recording.json'));
    const linted = start(['lint', '--folder', folder, '--json']);
    expect(await linted.exit).toBe(0);
    expect(linted.json()).toMatchObject({ issues: [] });
  });

  it('learns the same from the recording it kept', async () => {
    const tool = learn((level) => pad.write(frame(level)));
    expect(await tool.exit).toBe(0);
    const again = start([
      'learn',
      '--from',
      join(folder, 'hall-2.recording.json'),
      '--id',
      'hall-2',
      '--out',
      join(folder, 'again.json'),
    ]);
    expect(await again.exit).toBe(0);
    const [first, second] = [read('hall-2.json'), read('again.json')];
    expect({ ...second, provenance: null }).toEqual({ ...first, provenance: null });
    const recording = join(folder, 'hall-2.recording.json');
    const replayed = start(['replay', '--profile', join(folder, 'hall-2.json'), '--vectors', recording, '--json']);
    expect(await replayed.exit).toBe(0);
    expect(replayed.json()).toMatchObject({ passed: 15, failed: 0 });
  });

  it('learns from what was recorded with another profile, without naming the device again', async () => {
    const out = join(folder, 'hall.json');
    const recorder = start(['record', '--path', pad.path, '--profile', QUEUE_BUS, '--out', out]);
    await recorder.heard(/listening to/);
    const grades = [3, 2, 1, 0, 0, 1, 2, 3];
    for (const [index, grade] of grades.entries()) {
      pad.write(Uint8Array.of(0xff, 0x68, 3, 3, 0x68, 0x81, 0x11, grade, (0x92 + grade) & 0xff, 0x16));
      await vi.waitFor(() => expect(recorder.lines.join('\n').split('"level":')).toHaveLength(index + 2));
    }
    recorder.stop();
    expect(await recorder.exit).toBe(0);
    const tool = start(['learn', '--from', out, '--id', 'hall-4', '--out', join(folder, 'x.json')]);
    expect(await tool.exit, tool.lines.join('\n')).toBe(0);
    expect(read('x.json')).toMatchObject({
      transport: { serial: { baudRate: 9600 } },
      keyMap: { rating: { '0x03': 5, '0x02': 4, '0x01': 3, '0x00': 2 } },
    });
  });

  it('writes no profile for a pad whose buttons send the same, but keeps the recording', async () => {
    const tool = learn(() => pad.write(Uint8Array.of(1, 2, 3)));
    expect(await tool.exit).toBe(1);
    expect(tool.lines.join('\n')).toMatch(/shows nothing that is the same for every press/);
    expect(readdirSync(folder)).toEqual(['hall-2.recording.json']);
  });

  it('gives up when the user stops, or the pad is unplugged', async () => {
    const stopped = learn(() => stopped.stop());
    expect(await stopped.exit).toBe(1);
    expect(stopped.lines.join('\n')).toMatch(/stopped before all buttons were pressed/);
    const args = ['learn', '--path', pad.path, '--id', 'hall-2', '--out', join(folder, 'hall-2.json'), ...QUICK];
    const unplugged = startInside(args, (line) => {
      if (line.includes('请短按一次')) void pad.close();
    });
    expect(await unplugged.exit).toBe(1);
    expect(unplugged.lines.join('\n')).toMatch(/the device is gone/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each<[string, object, string[], RegExp]>([
    [
      'a recording without a device',
      { vectors: [{ direction: 'in', hex: '01', expect: { level: 5 } }] },
      [],
      /does not say over what it was recorded/,
    ],
    [
      'a recording of no press',
      { vectors: [{ direction: 'in', hex: '01', expect: {} }] },
      [],
      /no vector says which button it is; write "expect": \{"level": 5} into the first vector of each press/,
    ],
    [
      'a label that is no level',
      { vectors: [{ direction: 'in', hex: '01', expect: { label: 'great' } }] },
      ['--path', 'x'],
      /vectors.0.expect.label: "great" is no level/,
    ],
    [
      'several protocols',
      { vectors: ['a', 'b'].map((protocol) => ({ protocol, direction: 'in', hex: '01', expect: { level: 5 } })) },
      ['--path', 'x'],
      /holds a, b; choose one with --protocol/,
    ],
    [
      'bytes that are none',
      { vectors: [{ direction: 'in', hex: 'zz', expect: {} }] },
      ['--path', 'x'],
      /vectors.0.hex: must be bytes in hexadecimal/,
    ],
  ])('says what is wrong with %s', async (_name, file, more, problem) => {
    writeFileSync(join(folder, 'given.json'), JSON.stringify(file));
    const tool = start([
      'learn',
      '--from',
      join(folder, 'given.json'),
      '--id',
      'hall-2',
      '--out',
      join(folder, 'x.json'),
      ...more,
    ]);
    expect(await tool.exit).toBe(2);
    expect(tool.lines.join('\n')).toMatch(problem);
  });

  it('learns from labels in Chinese and English', async () => {
    const labels = ['非常满意', '满意', '基本满意', '不满意', '非常不满意'];
    const vectors = [...labels, ...labels].map((label) => ({
      direction: 'in',
      hex: `aa${(labels.indexOf(label) + 16).toString(16)}`,
      expect: { label },
    }));
    writeFileSync(join(folder, 'given.json'), JSON.stringify({ vectors }));
    const out = join(folder, 'x.json');
    const tool = start([
      'learn',
      '--from',
      join(folder, 'given.json'),
      '--baud',
      '19200',
      '--id',
      'hall-3',
      '--out',
      out,
    ]);
    expect(await tool.exit).toBe(0);
    expect(read('x.json')).toMatchObject({
      transport: { serial: { baudRate: 19_200 } },
      keyMap: { rating: { '0x10': 5, '0x14': 1 } },
    });
  });
});

describe('profiles ports', () => {
  it('lists what the machine has, with what would fit, as JSON', async () => {
    const tool = start(['ports', '--json']);
    expect([0, 1]).toContain(await tool.exit);
    const { ports } = tool.json();
    for (const port of ports) {
      expect(port).toMatchObject({
        path: expect.any(String),
        kind: expect.stringMatching(/^(serial|hid)$/),
        fits: expect.any(Array),
      });
    }
  });
});
