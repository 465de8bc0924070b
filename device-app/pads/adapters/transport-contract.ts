import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Transport, WantedDevice } from '../transport.ts';

/** One device of a transport, in a test's hands. */
export interface TransportBench {
  readonly transport: Transport;
  readonly wanted: WantedDevice;
  readonly path: string;
  /** A path of the same kind at which there is nothing. */
  readonly nowhere: string;
  /** Receives exceptions of listeners. */
  readonly bugs: readonly unknown[];
  /** The device reports something. */
  say(thing: 0 | 1): void;
  /** What the listener must be given for it. */
  readonly says: readonly [readonly number[], readonly number[]];
  /** What arrived at the device; undefined: nothing can be sent to it. */
  readonly received: (() => readonly number[]) | undefined;
  /** The device goes; undefined where nobody can tell. */
  readonly unplug: (() => Promise<void>) | undefined;
  /** It comes back under the same path. */
  replug(): Promise<void>;
  close(): Promise<void>;
}

interface Hooks {
  onData?: () => void;
  onGone?: () => void;
}

type Opened = Awaited<ReturnType<typeof openOn>>;

async function openOn(bench: TransportBench, hooks: Hooks = {}) {
  const data: number[][] = [];
  const gone: string[] = [];
  const opened = await bench.transport.open(bench.path, bench.wanted, {
    onData(bytes) {
      data.push([...bytes]);
      hooks.onData?.();
    },
    onGone({ reason }) {
      gone.push(reason);
      hooks.onGone?.();
    },
  });
  if (!opened.ok) throw new Error(opened.error.reason);
  return { connection: opened.value, data, gone };
}

const heard = ({ data }: Opened, bytes: readonly number[]) =>
  vi.waitFor(() => expect(data.flat().join()).toContain(bytes.join()));

/** Plugs in and opens, and cleans up after each test. */
interface Stage {
  begin(): Promise<TransportBench>;
  opened(bench: TransportBench, hooks?: Hooks): Promise<Opened>;
}

function testTalking({ begin, opened }: Stage): void {
  it('shows the device, and lets it be opened', async () => {
    const bench = await begin();
    expect((await bench.transport.list(bench.wanted)).map(({ path }) => path)).toContain(bench.path);
    expect(await bench.transport.exists(bench.path)).toBe(true);
    const { gone } = await opened(bench);
    expect(gone).toEqual([]);
  });

  it('hands over what the device says, in order', async () => {
    const bench = await begin();
    const device = await opened(bench);
    bench.say(0);
    await heard(device, bench.says[0]);
    bench.say(1);
    await heard(device, bench.says[1]);
    expect(device.gone).toEqual([]);
  });

  it('sends what it is given, one after another, or says that it cannot', async () => {
    const bench = await begin();
    const { connection, data, gone } = await opened(bench);
    bench.say(0);
    await vi.waitFor(() => expect(data.length).toBeGreaterThan(0));
    const results = await Promise.all([1, 2, 3].map((byte) => connection.write(Uint8Array.of(0, byte), 'output')));
    if (bench.received === undefined) {
      expect(results.map(({ ok }) => ok)).toEqual([false, false, false]);
    } else {
      expect(results).toEqual(results.map(() => ({ ok: true, value: undefined })));
      await vi.waitFor(() => expect(bench.received?.()).toEqual([0, 1, 0, 2, 0, 3]));
    }
    expect(gone).toEqual([]);
  });

  it('stays open when a listener throws', async () => {
    const bench = await begin();
    let faults = 0;
    const device = await opened(bench, {
      onData() {
        faults += 1;
        throw new Error('a bug');
      },
    });
    bench.say(0);
    await heard(device, bench.says[0]);
    bench.say(1);
    await heard(device, bench.says[1]);
    expect(bench.bugs).toEqual(Array.from({ length: faults }, () => new Error('a bug')));
    expect(device.gone).toEqual([]);
  });

  it('explains why there is nothing to open', async () => {
    const bench = await begin();
    const listener = { onData: () => undefined, onGone: () => undefined };
    const result = await bench.transport.open(bench.nowhere, bench.wanted, listener);
    expect(result).toMatchObject({ ok: false, error: { reason: expect.stringMatching(/.{20,}/) } });
  });

  it('stops watching whenever it is asked to', async () => {
    const bench = await begin();
    const watching = bench.transport.watch(bench.wanted, () => undefined);
    expect(typeof watching.reliable).toBe('boolean');
    watching.stop();
    watching.stop();
  });
}

function testEnding({ begin, opened }: Stage): void {
  it('says once that the device is gone, takes no more bytes, and lets itself be closed', async ({ skip }) => {
    const bench = await begin();
    const { unplug } = bench;
    if (unplug === undefined) return skip('nobody can tell that it is gone');
    const { connection, gone } = await opened(bench);
    await unplug();
    await vi.waitFor(() => expect(gone).toHaveLength(1));
    expect(gone[0]).not.toBe('');
    expect(await connection.write(Uint8Array.of(0), 'output')).toEqual({
      ok: false,
      error: expect.stringMatching(/./),
    });
    await Promise.all([connection.close(), connection.close()]);
    await connection.close();
    expect(gone).toHaveLength(1);
  });

  it('opens again what came back', async () => {
    const bench = await begin();
    const first = await opened(bench);
    if (bench.unplug === undefined) await first.connection.close();
    else {
      await bench.unplug();
      await vi.waitFor(() => expect(first.gone).toHaveLength(1));
    }
    await bench.replug();
    const before = first.data.length;
    const second = await opened(bench);
    bench.say(1);
    await heard(second, bench.says[1]);
    expect(first.data).toHaveLength(before);
  });

  it('is silent once closed', async () => {
    const bench = await begin();
    const first = await opened(bench);
    await first.connection.close();
    await first.connection.close();
    const before = first.data.length;
    await bench.replug();
    const second = await opened(bench);
    bench.say(0);
    await heard(second, bench.says[0]);
    expect(first.data).toHaveLength(before);
    expect(first.gone).toEqual([]);
    expect(await first.connection.write(Uint8Array.of(0), 'output')).toMatchObject({ ok: false });
  });

  it('frees the device even when the listener throws at its end', async ({ skip }) => {
    const bench = await begin();
    const { unplug } = bench;
    if (unplug === undefined) return skip('nobody can tell that it is gone');
    const first = await opened(bench, {
      onGone() {
        throw new Error('a bug');
      },
    });
    await unplug();
    await vi.waitFor(() => expect(bench.bugs).toEqual([new Error('a bug')]));
    await first.connection.close();
    await bench.replug();
    const second = await opened(bench);
    bench.say(0);
    await heard(second, bench.says[0]);
  });
}

/**
 * What whoever uses a {@link Transport} counts on, whatever the hardware. Called by the test of each transport.
 * @param create plugs in one device and says how to handle it
 */
export function describeTransport(name: string, create: () => Promise<TransportBench>): void {
  describe(`a transport: ${name}`, () => {
    const closing: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });
    const stage: Stage = {
      async begin() {
        const bench = await create();
        closing.push(() => bench.close());
        return bench;
      },
      async opened(bench, hooks) {
        const all = await openOn(bench, hooks);
        closing.push(() => all.connection.close());
        return all;
      },
    };
    testTalking(stage);
    testEnding(stage);
  });
}
