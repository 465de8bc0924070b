import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unrefTimers } from '@mingjing/shared/system/machine.ts';
import { openPty, type Pty } from '@mingjing/test/support/pty.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeTransport } from '../testing/fake-transport.ts';
import { profileWith } from '../testing/profile-with.ts';
import type { DeviceConnection, Transport, WantedDevice } from '../transport.ts';
import { createSerialTransport } from './serial-transport.ts';
import { describeTransport } from './transport-contract.ts';

const serial = { baudRate: 9600, writeTimeoutMs: 300 };
/** A device with these path patterns and, where given, this path in the settings. */
function wantedBy(globs: readonly string[] = [], path?: string): WantedDevice {
  const profile = profileWith({
    transport: { kind: 'serial', serial },
    match: globs.length === 0 ? [] : [{ pathGlobs: [...globs] }],
  });
  const settings = { profile: profile.name, peers: [], addresses: [] };
  return { profile, settings: path === undefined ? settings : { ...settings, path } };
}
const SAYS = [
  [1, 0, 255],
  [2, 0x7f, 0x80],
] as const;
const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** One port of either backend, in the test's hands. */
interface Bench {
  readonly transport: Transport;
  readonly path: string;
  readonly bugs: unknown[];
  send(bytes: Uint8Array): void;
  received(): readonly number[];
  unplug(): Promise<void>;
  replug(): Promise<void>;
  /** The pad takes no more bytes. */
  stick(): void;
  close(): Promise<void>;
}

async function ttyBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-serial-'));
  const path = join(folder, 'pad');
  const bugs: unknown[] = [];
  const received: number[] = [];
  let pty: Pty | undefined;
  const plug = async () => {
    pty = await openPty();
    pty.onData((bytes) => received.push(...bytes));
    symlinkSync(pty.path, path);
  };
  const unplug = async () => {
    rmSync(path, { force: true });
    await pty?.close();
  };
  await plug();
  return {
    transport: createSerialTransport({ timers: unrefTimers, reportBug: (cause) => bugs.push(cause) }),
    path,
    bugs,
    send: (bytes) => pty?.write(bytes),
    received: () => received,
    unplug,
    async replug() {
      await unplug();
      await plug();
    },
    stick: () => pty?.pause(),
    async close() {
      await unplug();
      rmSync(folder, { recursive: true });
    },
  };
}

async function fakeBench(): Promise<Bench> {
  const bugs: unknown[] = [];
  const fake = createFakeTransport({ reportBug: (cause) => bugs.push(cause) });
  const path = '/dev/pad';
  fake.plug({ path });
  return {
    transport: fake.transport,
    path,
    bugs,
    send: (bytes) => fake.send(path, bytes),
    received: () => fake.received(path),
    unplug: async () => fake.unplug(path),
    async replug() {
      if (fake.isPlugged(path)) fake.unplug(path);
      fake.plug({ path });
    },
    stick: () => fake.stick(path),
    close: async () => undefined,
  };
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function openOn(bench: Bench, onData?: (bytes: Uint8Array) => void) {
  const data: number[] = [];
  const gone: string[] = [];
  const opened = await bench.transport.open(bench.path, wantedBy(), {
    onData(bytes) {
      data.push(...bytes);
      onData?.(bytes);
    },
    onGone: ({ reason }) => gone.push(reason),
  });
  if (!opened.ok) throw new Error(opened.error.reason);
  const connection: DeviceConnection = opened.value;
  closing.push(() => connection.close());
  return { connection, data, gone };
}

describe.each([
  ['serialport on a real tty', ttyBench],
  ['the fake', fakeBench],
])('a serial transport: %s', (_name, create) => {
  const begin = async (): Promise<Bench> => {
    const bench = await create();
    closing.push(() => bench.close());
    return bench;
  };

  it('carries every byte value both ways, in order', async () => {
    const bench = await begin();
    const { connection, data } = await openOn(bench);
    bench.send(ALL_BYTES);
    await vi.waitFor(() => expect(data).toEqual([...ALL_BYTES]));
    expect(await connection.write(ALL_BYTES, 'output')).toEqual({ ok: true, value: undefined });
    await vi.waitFor(() => expect(bench.received()).toEqual([...ALL_BYTES]));
  });

  it('writes one after another, however many are asked for at once', async () => {
    const bench = await begin();
    const { connection } = await openOn(bench);
    const results = await Promise.all([1, 2, 3, 4].map((byte) => connection.write(Uint8Array.of(byte), 'output')));
    expect(results.every(({ ok }) => ok)).toBe(true);
    await vi.waitFor(() => expect(bench.received()).toEqual([1, 2, 3, 4]));
  });

  it('says once that the pad was unplugged, and lets itself be closed', async () => {
    const bench = await begin();
    const { connection, gone } = await openOn(bench);
    expect(await bench.transport.exists(bench.path)).toBe(true);
    await bench.unplug();
    await vi.waitFor(() => expect(gone).toHaveLength(1));
    expect(await bench.transport.exists(bench.path)).toBe(false);
    expect(await connection.write(Uint8Array.of(1), 'output')).toMatchObject({ ok: false });
    await connection.close();
    await connection.close();
    expect(gone).toHaveLength(1);
  });

  it('opens the same path again after a replug', async () => {
    const bench = await begin();
    const first = await openOn(bench);
    await bench.replug();
    await vi.waitFor(() => expect(first.gone).toHaveLength(1));
    const second = await openOn(bench);
    bench.send(Uint8Array.of(7));
    await vi.waitFor(() => expect(second.data).toEqual([7]));
    expect(first.data).toEqual([]);
  });

  it('is silent once closed, and frees the port', async () => {
    const bench = await begin();
    const first = await openOn(bench);
    await first.connection.close();
    const second = await openOn(bench);
    bench.send(Uint8Array.of(9));
    await vi.waitFor(() => expect(second.data).toEqual([9]));
    expect(first).toMatchObject({ data: [], gone: [] });
    expect(await first.connection.write(Uint8Array.of(1), 'output')).toMatchObject({
      ok: false,
      error: expect.stringMatching(/is closed$/),
    });
  });

  it('does not open a port twice, nor one that is not there', async () => {
    const bench = await begin();
    await openOn(bench);
    const listener = { onData: () => undefined, onGone: () => undefined };
    const again = await bench.transport.open(bench.path, wantedBy(), listener);
    expect(again).toMatchObject({
      ok: false,
      error: { reason: expect.stringMatching(/is in use by another program/) },
    });
    const missing = await bench.transport.open('/nowhere/pad', wantedBy(), listener);
    expect(missing).toMatchObject({
      ok: false,
      error: { reason: expect.stringMatching(/is not there; check the cable/) },
    });
  });

  it('takes a pad that swallows no bytes for gone', async () => {
    const bench = await begin();
    const { connection, gone } = await openOn(bench);
    bench.stick();
    // Far more than any buffer on the way.
    const result = await connection.write(new Uint8Array(1_000_000), 'output');
    expect(result).toMatchObject({ ok: false, error: expect.stringMatching(/takes no bytes$/) });
    expect(gone).toEqual([expect.stringMatching(/takes no bytes$/)]);
  });

  it('keeps the port open when a listener throws', async () => {
    const bench = await begin();
    const { data, gone } = await openOn(bench, (bytes) => {
      if (bytes[0] === 1) throw new Error('a bug');
    });
    bench.send(Uint8Array.of(1));
    await vi.waitFor(() => expect(bench.bugs).toEqual([new Error('a bug')]));
    bench.send(Uint8Array.of(2));
    await vi.waitFor(() => expect(data).toEqual([1, 2]));
    expect(gone).toEqual([]);
  });

  it('tells of a device that goes and comes back, until nobody listens', async () => {
    const bench = await begin();
    let changes = 0;
    const watching = bench.transport.watch(wantedBy([], bench.path), () => {
      changes += 1;
    });
    expect(watching.reliable).toBe(true);
    await bench.unplug();
    await vi.waitFor(() => expect(changes).toBeGreaterThan(0));
    const gone = changes;
    await bench.replug();
    await vi.waitFor(() => expect(changes).toBeGreaterThan(gone));
    watching.stop();
    watching.stop();
    const stopped = changes;
    let later = 0;
    const other = bench.transport.watch(wantedBy([], bench.path), () => {
      later += 1;
    });
    await bench.unplug();
    await vi.waitFor(() => expect(later).toBeGreaterThan(0));
    other.stop();
    expect(changes).toBe(stopped);
  });

  it('lists what a profile’s patterns name', async () => {
    const bench = await begin();
    const listed = await bench.transport.list(wantedBy([join(bench.path, '..', 'pa*')]));
    expect(listed.filter(({ path }) => path === bench.path)).toEqual([{ path: bench.path }]);
    expect((await bench.transport.list(wantedBy())).some(({ path }) => path === bench.path)).toBe(false);
  });
});

describe('serialport on a real tty', () => {
  it.skipIf(!existsSync('/usr/bin/flock'))('names the program that holds the port', async () => {
    const bench = await ttyBench();
    closing.push(() => bench.close());
    const program = spawn('/usr/bin/flock', [bench.path, 'sh', '-c', 'echo locked; read end']);
    await once(program.stdout, 'data');
    const listener = { onData: () => undefined, onGone: () => undefined };
    const opened = await bench.transport.open(bench.path, wantedBy(), listener);
    expect(opened).toMatchObject({
      error: { holder: { program: expect.stringMatching(/^(flock|sh)$/), pid: expect.any(Number), sure: true } },
    });
    const exited = once(program, 'exit');
    program.stdin.end();
    await exited;
  });

  it('does not blame itself when two devices of the settings are one port', async () => {
    const bench = await ttyBench();
    closing.push(() => bench.close());
    await openOn(bench);
    const listener = { onData: () => undefined, onGone: () => undefined };
    const again = await bench.transport.open(bench.path, wantedBy(), listener);
    expect(again).toMatchObject({ error: { reason: expect.stringMatching(/is in use/) } });
    expect(JSON.stringify(again)).not.toContain(`(process ${process.pid})`);
  });

  it('takes no feature reports, which are a thing of HID', async () => {
    const bench = await ttyBench();
    closing.push(() => bench.close());
    const { connection } = await openOn(bench);
    expect(await connection.write(Uint8Array.of(1), 'feature')).toMatchObject({
      error: expect.stringMatching(/only HID devices take feature reports/),
    });
    await connection.write(Uint8Array.of(2), 'output');
    await vi.waitFor(() => expect(bench.received()).toEqual([2]));
  });

  it('says when a path is no serial port', async () => {
    const bench = await ttyBench();
    closing.push(() => bench.close());
    const listener = { onData: () => undefined, onGone: () => undefined };
    const opened = await bench.transport.open('/dev/null', wantedBy(), listener);
    expect(opened).toMatchObject({
      error: { reason: expect.stringMatching(/\/dev\/null is no serial port; correct "path"/) },
    });
  });
});

describeTransport('serialport on a real tty', async () => {
  const bench = await ttyBench();
  return {
    transport: bench.transport,
    wanted: wantedBy([join(bench.path, '..', 'pa*')]),
    path: bench.path,
    nowhere: '/nowhere/pad',
    bugs: bench.bugs,
    says: SAYS,
    say: (thing) => bench.send(Uint8Array.from(SAYS[thing])),
    received: bench.received,
    unplug: bench.unplug,
    replug: bench.replug,
    close: bench.close,
  };
});
