import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok } from '@mingjing/shared/basics/result.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SHIPPED_PROFILES } from '../../load-profiles.ts';
import type { CaptureListener } from './capture-port.ts';
import { createRecordCommand } from './record-command.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-record-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A device behind our own port, driven by hand; what is not scripted throws. */
function createDevice() {
  const time = createManualTime();
  let listener: CaptureListener | undefined;
  const state = { closed: 0, interrupt: undefined as (() => void) | undefined };
  const unasked = (): never => {
    throw new Error('not scripted');
  };
  const errors: string[] = [];
  const lines: string[] = [];
  const run = (...args: string[]) =>
    Promise.resolve(
      createRecordCommand({
        ...time,
        cutFrames: unasked,
        replay: unasked,
        onInterrupt(stop) {
          state.interrupt = stop;
          return () => {
            state.interrupt = undefined;
          };
        },
        openCapture: (request, given) => {
          if (request.path === 'held') return Promise.resolve(err('held is in use by another program'));
          listener = given;
          const close = () => {
            state.closed += 1;
            return Promise.resolve();
          };
          return Promise.resolve(ok({ path: request.path ?? '', usb: undefined, close }));
        },
      })(args, { line: (line) => lines.push(line), error: (line) => errors.push(line) }),
    );
  const send = (...bytes: number[]) => {
    if (listener === undefined) throw new Error('nobody listens');
    listener.onChunk(Uint8Array.from(bytes));
  };
  return { time, state, errors, lines, run, send, unplug: () => listener?.onGone('unplugged') };
}

const vectors = (out: string) =>
  JSON.parse(readFileSync(out, 'utf8')).vectors.map(({ hex, note }: Record<string, string>) => [hex, note]);

describe('profiles record', () => {
  it('keeps what no silence has followed yet when the user stops, and lets go of everything', async () => {
    const out = join(folder, 'a.json');
    const device = createDevice();
    const done = device.run('--path', 'tty', '--gap', '40', '--out', out);
    await vi.waitFor(() => expect(device.state.interrupt).toBeDefined());
    device.time.advance(250);
    device.send(1, 2);
    device.time.advance(40);
    device.send(3);
    device.state.interrupt?.();
    expect(await done).toBe(0);
    expect(vectors(out)).toEqual([
      ['0102', 't=250ms'],
      ['03', 't=290ms'],
    ]);
    expect(device.state).toEqual({ closed: 1, interrupt: undefined });
    expect(device.time.pending()).toBe(0);
  });

  it('ends after the seconds given, and at the bound of a recording', async () => {
    const out = join(folder, 'a.json');
    const device = createDevice();
    const timed = device.run('--hid', '05f3:0467', '--seconds', '2', '--out', out);
    await vi.waitFor(() => expect(device.state.interrupt).toBeDefined());
    device.send(7);
    device.time.advance(2000);
    expect(await timed).toBe(0);
    expect(vectors(out)).toEqual([['07', 't=0ms']]);

    const endless = createDevice();
    const full = endless.run('--hid', '05f3:0467', '--out', join(folder, 'b.json'));
    await vi.waitFor(() => expect(endless.state.interrupt).toBeDefined());
    for (let report = 0; report < 20_001; report += 1) endless.send(report & 0xff);
    expect(await full).toBe(1);
    expect(endless.errors.join('\n')).toMatch(/stopped at 20000 vectors/);
    expect(vectors(join(folder, 'b.json'))).toHaveLength(20_000);
  });

  it('says that the device is gone, or held, and writes no empty file', async () => {
    const out = join(folder, 'a.json');
    const device = createDevice();
    const done = device.run('--path', 'tty', '--out', out);
    await vi.waitFor(() => expect(device.state.interrupt).toBeDefined());
    device.unplug();
    expect(await done).toBe(1);
    expect(device.errors.join('\n')).toMatch(/the device is gone \(unplugged\)/);
    expect(await createDevice().run('--path', 'held', '--out', out)).toBe(1);
    expect(existsSync(out)).toBe(false);
  });

  it('shows what it heard where the disk does not take it', async () => {
    const gone = mkdtempSync(join(tmpdir(), 'mingjing-record-'));
    const device = createDevice();
    const done = device.run('--path', 'tty', '--out', join(gone, 'a.json'));
    await vi.waitFor(() => expect(device.state.interrupt).toBeDefined());
    device.send(1, 2, 3);
    rmSync(gone, { recursive: true });
    writeFileSync(gone, 'in the way of the folder');
    device.state.interrupt?.();
    expect(await done).toBe(1);
    expect(device.errors.join('\n')).toMatch(/a\.json cannot be written \(E.*here is what belongs in it/);
    expect(JSON.parse(device.lines.join('\n'))).toMatchObject({ vectors: [{ hex: '010203' }] });
    rmSync(gone);
  });

  it('makes the folder of its file', async () => {
    const out = join(folder, 'hall', 'a.json');
    const device = createDevice();
    const done = device.run('--path', 'tty', '--out', out);
    await vi.waitFor(() => expect(device.state.interrupt).toBeDefined());
    device.send(1);
    device.state.interrupt?.();
    expect([await done, vectors(out)]).toEqual([0, [['01', 't=0ms']]]);
    expect(device.errors.join('\n')).not.toMatch(/rating of a citizen/);
  });

  it('warns that an evaluator on the network may be heard beside a terminal', async () => {
    const profile = join(folder, 'network.json');
    const shipped = JSON.parse(readFileSync(join(SHIPPED_PROFILES, 'generic/text-line.json'), 'utf8'));
    const transport = { kind: 'tcp', tcp: { role: 'connect', port: 4001 } };
    writeFileSync(profile, JSON.stringify({ ...shipped, transport, match: [] }));
    const device = createDevice();
    const done = device.run('--profile', profile, '--path', 'pad:4001', '--out', join(folder, 'a.json'));
    await vi.waitFor(() => expect(device.state.interrupt).toBeDefined());
    device.state.interrupt?.();
    await done;
    expect(device.errors.join('\n')).toMatch(/warning: .*may be the rating of a citizen and must not be recorded/);
  });
});
