import type { ProfileCatalogue } from '@mingjing/hardware-profiles/load-profiles.ts';
import { createPadsBench, type PadsBench, type PadsBenchOptions, shipped } from '@mingjing/test/support/pads-bench.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceProblem } from '../core/devices/device-problem.ts';
import { profileWith } from './testing/profile-with.ts';

const NAME = 'queue-bus-ff68-4key';
const PORT = { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523' };

function frame(address: number, func: number, ...data: number[]): number[] {
  const body = [address, func, ...data];
  return [0xff, 0x68, body.length, body.length, 0x68, ...body, body.reduce((a, b) => a + b, 0) % 256, 0x16];
}
const press = (grade: number, address = 0x81) => frame(address, 0x11, grade);

type Options = Partial<PadsBenchOptions>;

function set({ settings = [{ profile: NAME }], ...options }: Options = {}) {
  return createPadsBench({ settings, ...options });
}

async function connected(options: Options = {}) {
  const all = set(options);
  all.fake.plug(PORT);
  all.pads.start();
  await all.pass(0);
  expect(all.pads.status()[0]).toMatchObject({ connected: true, path: PORT.path, problem: null });
  return all;
}

/** The shipped profile with parts replaced. */
function changed(change: (profile: NonNullable<ReturnType<ProfileCatalogue['get']>>) => object): ProfileCatalogue {
  const profile = shipped(NAME);
  return new Map([[NAME, { ...profile, ...change(profile) }]]);
}

function serialOf(transport: NonNullable<ReturnType<ProfileCatalogue['get']>>['transport']) {
  if (transport.kind !== 'serial') throw new Error('no serial profile');
  return transport.serial;
}

type Bench = PadsBench;
function unplug({ fake }: Bench): void {
  if (fake.isPlugged(PORT.path)) fake.unplug(PORT.path);
}
function send({ fake }: Bench, bytes: readonly number[]): void {
  if (fake.isOpen(PORT.path)) fake.send(PORT.path, bytes);
}

/** What may happen to a pad, with how long nothing happens afterwards. */
const WALK: readonly { readonly ms: number; readonly run: (bench: Bench) => void }[] = [
  {
    ms: 0,
    run: ({ fake }) => {
      if (!fake.isPlugged(PORT.path)) fake.plug(PORT);
    },
  },
  { ms: 0, run: unplug },
  { ms: 300, run: unplug },
  { ms: 0, run: ({ fake }) => fake.refuseOpen(deviceProblem('port-in-use', { path: PORT.path })) },
  {
    ms: 0,
    run: ({ fake }) => {
      if (fake.isPlugged(PORT.path)) fake.stick(PORT.path);
    },
  },
  { ms: 0, run: ({ pads }) => void pads.output(0, 'beepCaller', { addr: 1 }) },
  { ms: 0, run: (bench) => send(bench, press(3)) },
  { ms: 0, run: (bench) => send(bench, press(3).slice(0, 6)) },
  { ms: 300, run: () => undefined },
  { ms: 7000, run: () => undefined },
];

describe('pads', () => {
  it('finds its port by fingerprint, later than it was asked to', async () => {
    const { fake, pads, pass } = set();
    pads.start();
    await pass(0);
    expect(pads.status()[0]).toMatchObject({ connected: false, problem: { code: 'nothing-fits' } });
    fake.plug(PORT);
    await pass(500);
    expect(pads.status()[0]?.connected).toBe(true);
  });

  it('hears each press once, and an equal one again only for a new question', async () => {
    const { fake, pads, seen, pass } = await connected();
    pads.arm();
    fake.send(PORT.path, [...press(3), ...press(3)]);
    await pass(500);
    pads.arm();
    fake.send(PORT.path, press(3));
    expect(seen()).toEqual([5]);
    pads.disarm();
    pads.arm();
    await pass(100);
    fake.send(PORT.path, press(3));
    expect(seen()).toEqual([5, 5]);
  });

  it('never makes a rating of a press that nobody asked for, or of a value that means nothing', async () => {
    const { fake, pads, seen, pass } = await connected();
    fake.send(PORT.path, press(3));
    await pass(100);
    pads.arm();
    fake.send(PORT.path, press(4));
    pads.disarm();
    await pass(100);
    fake.send(PORT.path, press(2));
    expect(seen()).toEqual([]);
    expect(pads.status()[0]).toMatchObject({ strayPresses: 3, goodFrames: 3 });
  });

  it('waits for a half-duplex line to fall silent before it acknowledges', async () => {
    const { fake, pads, events, pass } = await connected();
    pads.arm();
    fake.send(PORT.path, press(3));
    events[0]?.acknowledge();
    await pass(15);
    fake.send(PORT.path, frame(2, 1, 0x0c));
    await pass(15);
    expect(fake.received(PORT.path)).toEqual([]);
    await pass(5);
    expect(fake.received(PORT.path)).toEqual(frame(0x81, 1, 3));
  });

  it('gives the rest of a half frame up when the line is silent', async () => {
    const { fake, pads, seen, pass } = await connected();
    pads.arm();
    fake.send(PORT.path, [0x68, 0x10, 0x10, 0x68, ...press(2)]);
    expect(seen()).toEqual([]);
    await pass(200);
    expect(seen()).toEqual([4]);
    expect(pads.status()[0]).toMatchObject({ goodFrames: 1, badFrames: 1 });
  });

  it('takes a pad that swallows no bytes for gone, and finds it again', async () => {
    const { fake, pads, logged, pass } = await connected();
    fake.stick(PORT.path);
    const sent = pads.output(0, 'beepCaller', { addr: 1 });
    await pass(0);
    expect(await sent).toBe(false);
    expect(pads.status()[0]).toMatchObject({ connected: false, problem: { code: 'takes-no-bytes' } });
    expect(logged.map(([event]) => event)).toEqual(['pad.connected', 'pad.disconnected']);
    await pass(500);
    expect(pads.status()[0]?.connected).toBe(true);
  });

  it('never takes a fault of its own for an unplugged pad', async () => {
    const { fake, pads, seen, bugs, pass } = await connected({
      profiles: changed(({ keyMap }) => ({
        keyMap: {
          ...keyMap,
          get rating(): never {
            throw new Error('broken map');
          },
        },
      })),
      onEvent: () => {
        throw new Error('broken listener');
      },
    });
    fake.send(PORT.path, press(3));
    fake.send(PORT.path, frame(1, 1, 0x0b));
    await pass(0);
    expect(pads.status()[0]).toMatchObject({ connected: true, badFrames: 1, goodFrames: 1 });
    expect(seen()).toEqual(['requestEvaluation']);
    expect(bugs).toEqual([new Error('broken listener')]);
  });

  it('sends an output to the addresses of its window, or to the pad heard last', async () => {
    const listed = await connected({ settings: [{ profile: NAME, addresses: [1, 4] }] });
    const sent = listed.pads.output(0, 'startEvaluation', {});
    await listed.pass(0);
    expect(await sent).toBe(true);
    expect(listed.fake.received(PORT.path)).toEqual([...frame(1, 1, 0x0b), ...frame(4, 1, 0x0b)]);

    const open = await connected();
    expect(await open.pads.output(0, 'startEvaluation', {})).toBe(false);
    open.fake.send(PORT.path, press(3, 0x87));
    const beep = open.pads.output(0, 'beepCaller', {});
    await open.pass(20);
    expect(await beep).toBe(true);
    expect(open.fake.received(PORT.path)).toEqual(frame(7, 3));
  });

  it.each([
    ['an output the profile does not have', 'dance', { addr: 1 }],
    ['a name that every object has', 'toString', { addr: 1 }],
    ['a variable out of range', 'stars', { addr: 1, n: 900 }],
  ])('does not send %s', async (_name, output, variables) => {
    const { pads, fake } = await connected();
    expect(await pads.output(0, output, variables)).toBe(false);
    expect(await pads.output(9, output, variables)).toBe(false);
    expect(fake.received(PORT.path)).toEqual([]);
  });

  it('keeps what waits for the line bounded', async () => {
    const { pads, fake, pass } = await connected();
    fake.send(PORT.path, press(3));
    const sends = Array.from({ length: 20 }, () => pads.output(0, 'beepCaller', { addr: 1 }));
    await pass(20);
    expect((await Promise.all(sends)).filter(Boolean)).toHaveLength(16);
  });

  it('gives each pad a port of its own', async () => {
    const all = set({
      settings: [{ profile: NAME }, { profile: NAME }],
    });
    all.fake.plug(PORT);
    all.fake.plug({ ...PORT, path: '/dev/ttyUSB1' });
    all.pads.start();
    await all.pass(0);
    await all.pass(500);
    const paths = all.pads.status().map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(['/dev/ttyUSB0', '/dev/ttyUSB1']));
  });

  it('says what is wrong with an unknown profile, and works with the others', async () => {
    const all = set({
      settings: [{ profile: 'nope' }, { profile: NAME }],
    });
    all.fake.plug(PORT);
    all.pads.start();
    await all.pass(0);
    expect(all.pads.status()).toMatchObject(
      [{ connected: false, problem: /"nope" is unknown; use one of/ }, { connected: true }].map((status) => ({
        connected: status.connected,
      })),
    );
    expect(all.pads.status()[0]?.problem?.reason).toMatch(
      /pads\.0\.profile "nope" is unknown; use one of .*queue-bus-ff68-4key/,
    );
  });

  it('names the program that holds the port, once in the log however often it tries', async () => {
    const all = set();
    all.fake.plug(PORT);
    const held = deviceProblem('hid-in-use', { path: PORT.path }, { program: 'brltty', pid: 7, sure: true });
    for (let tries = 0; tries < 3; tries += 1) all.fake.refuseOpen(held);
    all.pads.start();
    await all.pass(0);
    for (const ms of [500, 1000]) await all.pass(ms);
    expect(all.pads.status()[0]?.problem).toEqual(held);
    expect(all.logged).toEqual([
      ['pad.open-failed', { slot: 0, profile: NAME, reason: held.reason, holder: 'brltty (process 7)' }],
    ]);
    await all.pass(2000);
    expect(all.pads.status()[0]?.connected).toBe(true);
  });

  it('closes a port that takes too long to open, and tries again', async () => {
    const all = set();
    all.fake.plug(PORT);
    const release = all.fake.holdOpen();
    all.pads.start();
    await all.pass(20_000);
    expect(all.pads.status()[0]?.problem?.reason).toMatch(/takes too long/);
    release();
    await all.pass(0);
    expect(all.fake.isOpen(PORT.path)).toBe(false);
    await all.pass(1000);
    expect(all.pads.status()[0]?.connected).toBe(true);
  });

  it('drops what a pad says while it settles, and a pad that has been silent for too long', async () => {
    const all = set({
      profiles: changed(({ transport, heartbeat }) => ({
        transport: { ...transport, serial: { ...serialOf(transport), settleMs: 300 } },
        heartbeat: { ...heartbeat, idleTimeoutMs: 10_000 },
      })),
    });
    all.fake.plug(PORT);
    all.pads.start();
    await all.pass(0);
    all.fake.send(PORT.path, press(3));
    await all.pass(300);
    expect(all.pads.status()[0]).toMatchObject({ connected: true, goodFrames: 0 });
    await all.pass(9000);
    all.fake.send(PORT.path, press(3));
    await all.pass(9000);
    expect(all.pads.status()[0]?.connected).toBe(true);
    await all.pass(1000);
    expect(all.pads.status()[0]).toMatchObject({ connected: false, problem: { code: 'silent-long' } });
  });

  it('sends its heartbeat', async () => {
    const all = await connected({
      settings: [{ profile: NAME, addresses: [1] }],
      profiles: changed(({ heartbeat }) => ({ heartbeat: { ...heartbeat, output: 'beepCaller', intervalMs: 1000 } })),
    });
    await all.pass(1000);
    await all.pass(1000);
    expect(all.fake.received(PORT.path)).toEqual([...frame(1, 3), ...frame(1, 3)]);
  });

  it('folds the log of a bad line', async () => {
    const { fake, logged, pads, pass } = await connected();
    for (let noise = 0; noise < 50; noise += 1) fake.send(PORT.path, new Uint8Array(32));
    await pass(1000);
    fake.send(PORT.path, new Uint8Array(32));
    const lines = logged.filter(([event]) => event === 'pad.bad-frame');
    expect(lines.map(([, data]) => data?.folded)).toEqual([undefined, 49]);
    expect(pads.status()[0]?.badFrames).toBe(51);
  });

  it('says of an address at which it listens that nothing was heard, until something is', async () => {
    const udp = profileWith({
      id: 'test-udp',
      role: 'pad',
      transport: { kind: 'udp', udp: { port: 4000 } },
      framing: { kind: 'json', maxFrame: 200 },
      decode: [{ emit: 'report' }],
    });
    const all = set({ settings: [{ profile: udp.name, path: PORT.path }], profiles: new Map([[udp.name, udp]]) });
    all.fake.plug(PORT);
    all.pads.start();
    await all.pass(0);
    expect(all.status()).toMatchObject({
      connected: false,
      path: PORT.path,
      problem: { code: 'nothing-heard' },
    });
    all.fake.send(PORT.path, Buffer.from('{}'));
    expect(all.status()).toMatchObject({ connected: true, problem: null });
  });

  it('never wedges, whatever is plugged, unplugged, refused and pressed in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...WALK), { maxLength: 60 }), async (steps) => {
        const all = set();
        const { fake, pads, pass } = all;
        pads.start();
        pads.arm();
        for (const step of steps) {
          step.run(all);
          await pass(step.ms);
        }
        unplug(all);
        fake.plug(PORT);
        for (let turn = 0; turn < 70; turn += 1) await pass(6000);
        expect(pads.status()[0]).toMatchObject({ connected: true, problem: null });
        const before = all.events.length;
        fake.send(PORT.path, press(1, 0x83));
        expect(all.events.slice(before)).toMatchObject([{ kind: 'rating', level: 3, origin: { address: 3 } }]);
        const stopped = pads.stop();
        await pass(0);
        await stopped;
        expect(fake.isOpen(PORT.path)).toBe(false);
        expect(all.time.pending()).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});
