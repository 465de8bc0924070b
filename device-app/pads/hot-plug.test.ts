import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import { createPadsBench, type PadsBench, shipped } from '@mingjing/test/support/pads-bench.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceProblem } from '../core/devices/device-problem.ts';
import { createFakeTransport } from './testing/fake-transport.ts';
import { profileWith } from './testing/profile-with.ts';

const NAME = 'queue-bus-ff68-4key';
const PORT = { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523' };

describe('devices that come and go', () => {
  it('are found at once where the system tells, however long nobody was there', async () => {
    const { fake, pads, pass, status } = createPadsBench({ settings: [{ profile: NAME }] });
    pads.start();
    for (let turn = 0; turn < 20; turn += 1) await pass(15_000);
    const listed = fake.counts.listed;
    await pass(5_000);
    expect(fake.counts.listed - listed).toBeLessThanOrEqual(1);
    fake.plug(PORT);
    await pass(100);
    expect(status().connected).toBe(true);
  });

  it('are looked for every three seconds where it does not, and not at all once they are there', async () => {
    const { fake, pads, pass, status } = createPadsBench({ settings: [{ profile: NAME }], reliable: false });
    pads.start();
    await pass(0);
    const listed = fake.counts.listed;
    for (let second = 0; second < 60; second += 1) await pass(1_000);
    expect(fake.counts.listed - listed).toBe(20);
    fake.plug(PORT);
    for (let second = 0; second < 3; second += 1) await pass(1_000);
    expect(status().connected).toBe(true);
    const connected = fake.counts.listed;
    for (let second = 0; second < 60; second += 1) await pass(1_000);
    expect(fake.counts.listed).toBe(connected);
  });

  it.each([true, false])(
    'on a bus that is costly to list are never looked for more often than that (%s)',
    async (reliable) => {
      let asked = 0;
      const { transport } = createFakeTransport({ reportBug: () => undefined, reliable });
      const exists = (path: string) => {
        asked += 1;
        return transport.exists(path);
      };
      const counted = createPadsBench({
        settings: [{ profile: WALKED.name, path: '/dev/hidraw9' }],
        profiles: HID,
        reliable,
        transports: { hid: { ...transport, exists } },
      });
      counted.pads.start();
      await counted.passSlowly(30_000, 100);
      expect(asked).toBeGreaterThan(1);
      expect(asked).toBeLessThanOrEqual(11);
    },
  );

  it('make one search of a burst of changes', async () => {
    const { fake, pads, pass, passSlowly } = createPadsBench({ settings: [{ profile: NAME }] });
    pads.start();
    await pass(0);
    const listed = fake.counts.listed;
    for (let change = 0; change < 10; change += 1) {
      fake.notify();
      await pass(9);
    }
    expect(fake.counts.listed - listed).toBe(0);
    await passSlowly(200, 5);
    expect(fake.counts.listed - listed).toBe(1);
  });

  it('are tried again soon where udev has not yet given the permission', async () => {
    const slow: PadProfile = { ...shipped(NAME), reconnect: { minMs: 20_000, maxMs: 60_000, jitter: 0 } };
    const { fake, pads, pass, status } = createPadsBench({
      settings: [{ profile: NAME }],
      profiles: new Map([[NAME, slow]]),
    });
    pads.start();
    await pass(0);
    fake.refuseOpen(deviceProblem('port-forbidden', { path: PORT.path }));
    fake.refuseOpen(deviceProblem('port-forbidden', { path: PORT.path }));
    fake.plug(PORT);
    await pass(100);
    expect(status().problem?.reason).toMatch(/may not be opened/);
    await pass(300);
    expect(status().connected).toBe(false);
    await pass(300);
    expect(status().connected).toBe(true);
  });

  it('are shared out at once among slots that look at the same time', async () => {
    const { fake, pads, pass, status } = createPadsBench({
      settings: [{ profile: NAME }, { profile: NAME }, { profile: NAME }],
    });
    for (const index of [0, 1, 2]) fake.plug({ ...PORT, path: `/dev/ttyUSB${index}` });
    pads.start();
    await pass(0);
    expect([0, 1, 2].map((slot) => status(slot).path).sort()).toEqual(['/dev/ttyUSB0', '/dev/ttyUSB1', '/dev/ttyUSB2']);
  });

  it('are found once a system that hung answers again, and it is said that it does not', async () => {
    const { transport } = createFakeTransport({ reportBug: () => undefined });
    let hangs = true;
    const list: typeof transport.list = (wanted) => (hangs ? new Promise(() => undefined) : transport.list(wanted));
    const { pads, pass, passSlowly, status } = createPadsBench({
      settings: [{ profile: NAME }],
      transports: { serial: { ...transport, list } },
    });
    pads.start();
    await pass(9_900);
    expect(status().problem?.reason).toBe('not started');
    await pass(100);
    expect(status().problem?.reason).toMatch(/does not answer about its ports/);
    hangs = false;
    await passSlowly(5_000, 100);
    expect(status().problem?.reason).toMatch(/no device fits/);
  });

  it('are answered for, with what is known, also where looking at the ports hangs', async () => {
    const { transport } = createFakeTransport({ reportBug: () => undefined });
    const { fake, pads, pass } = createPadsBench({
      settings: [{ profile: NAME }],
      transports: { hid: { ...transport, list: () => new Promise(() => undefined) } },
    });
    fake.plug(PORT);
    pads.start();
    await pass(0);
    const asked = pads.diagnostics();
    await pass(10_000);
    expect((await asked).slots).toMatchObject([{ connected: true }]);
    expect((await asked).ports.map(({ kind }) => kind)).toContain('serial');
  });

  it('take what they told about themselves with them', async () => {
    const { fake, pads, passSlowly } = createPadsBench({ settings: [{ profile: 'printer-escpos', path: PORT.path }] });
    fake.plug(PORT, ([command]) => (command === 0x10 ? [0x1e] : undefined));
    pads.start();
    await passSlowly(1_000);
    expect(pads.report(0)).toEqual({ paper: 'near end' });
    const answered = pads.refresh(0);
    await passSlowly(1_000);
    expect(await answered).toBe(true);
    fake.unplug(PORT.path);
    expect(pads.report(0)).toEqual({});
    expect(await pads.refresh(0)).toBe(false);
  });

  it('are left for another that fits while a program holds the first', async () => {
    const { fake, pads, passSlowly, status } = createPadsBench({ settings: [{ profile: NAME }] });
    fake.plug(PORT);
    fake.plug({ ...PORT, path: '/dev/ttyUSB1' });
    fake.hold(PORT.path, 'ModemManager');
    pads.start();
    await passSlowly(5_000, 100);
    expect(status()).toMatchObject({ connected: true, path: '/dev/ttyUSB1', problem: null });
  });

  it('are one device under whatever names: a second slot looks for another', async () => {
    const { fake, pads, passSlowly, status } = createPadsBench({
      settings: [{ profile: NAME, path: '/dev/serial/by-id/pad' }, { profile: NAME }],
    });
    fake.plug(PORT);
    fake.link('/dev/serial/by-id/pad', PORT.path);
    pads.start();
    await passSlowly(5_000, 100);
    expect(status(0)).toMatchObject({ connected: true, path: '/dev/serial/by-id/pad' });
    expect(status(1).problem?.reason).toMatch(/no device fits/);
    fake.plug({ ...PORT, path: '/dev/ttyUSB1' });
    await passSlowly(5_000, 100);
    expect(status(1)).toMatchObject({ connected: true, path: '/dev/ttyUSB1' });
  });

  it('are not watched any more after the end', async () => {
    const { fake, pads, pass, time } = createPadsBench({ settings: [{ profile: NAME }, { profile: NAME }] });
    pads.start();
    await pass(0);
    expect(fake.counts.watching).toBe(2);
    const stopped = pads.stop();
    fake.notify();
    await pass(0);
    await stopped;
    expect(fake.counts.watching).toBe(0);
    expect(time.pending()).toBe(0);
  });
});

/** A polled, proved pad of buttons, so that every part of a device's life is walked through. */
const WALKED: PadProfile = profileWith({
  id: 'test-walked',
  role: 'pad',
  match: [{ vid: '1a86', pid: '7523' }],
  stateful: true,
  decode: [
    { name: 'ready', emit: 'report', when: [{ at: 0, equals: '0xee' }] },
    { name: 'state', emit: 'buttons', when: [{ at: 0, equals: 0 }], value: { kind: 'bits', from: 1, bytes: 1 } },
  ],
  framing: { kind: 'hid-report', minSize: 2, maxFrame: 8 },
  keyMap: { rating: { 1: 5, 2: 4 } },
  outputs: { who: { template: '51' }, ask: { template: '52' }, lamp: { template: '4c' } },
  init: [{ output: 'who', answer: 'ready', timeoutMs: 200, retries: 1 }],
  poll: { output: 'ask', answers: ['state'], timeoutMs: 100, intervalMs: 50, maxMisses: 3 },
});

const HID = new Map([[WALKED.name, WALKED]]);

/** What the devices do to questions, in the walk's hands. */
interface World {
  answersWho: boolean;
  answersPolls: boolean;
  bits: number;
}

type Step = (bench: PadsBench, world: World) => void;

const PATHS = ['/dev/pad0', '/dev/pad1'];
const plug =
  (path: string): Step =>
  ({ fake }, world) => {
    if (fake.isPlugged(path)) return;
    fake.plug({ ...PORT, path }, ([byte]) => {
      if (byte === 0x51) return world.answersWho ? [0xee, 0] : undefined;
      return byte === 0x52 && world.answersPolls ? [0, world.bits] : undefined;
    });
  };
const unplug =
  (path: string): Step =>
  ({ fake }) => {
    if (fake.isPlugged(path)) fake.unplug(path);
  };
const say =
  (...bytes: number[]): Step =>
  ({ fake }) => {
    for (const path of PATHS) if (fake.isOpen(path)) fake.send(path, bytes);
  };

/** Opens that the walk holds back are let go at the latest at its end. */
function createHolds() {
  const held: (() => void)[] = [];
  return {
    hold: (({ fake }) => void held.push(fake.holdOpen())) satisfies Step,
    release: () => {
      for (const release of held.splice(0)) release();
    },
  };
}

function steps(holds: ReturnType<typeof createHolds>): readonly Step[] {
  return [
    ...PATHS.flatMap((path) => [plug(path), unplug(path), plug(path)]),
    ({ fake }) => fake.notify(),
    ({ fake }) => fake.refuseOpen(deviceProblem('port-forbidden', { path: PORT.path })),
    ({ fake }) => fake.hold(PATHS[0] ?? '', 'ModemManager'),
    ({ fake }) => fake.letGo(PATHS[0] ?? ''),
    holds.hold,
    () => holds.release(),
    ({ fake }) => {
      for (const path of PATHS) if (fake.isPlugged(path)) fake.stick(path);
    },
    (_bench, world) => {
      world.answersWho = !world.answersWho;
    },
    (_bench, world) => {
      world.answersPolls = !world.answersPolls;
    },
    (_bench, world) => {
      world.bits = world.bits === 0 ? 1 : 0;
    },
    say(0, 2),
    say(0xee, 0),
    say(0xff),
    ({ pads }) => void pads.output(0, 'lamp', {}),
    ({ pads }) => pads.arm(),
    ({ pads }) => pads.disarm(),
  ];
}

describe('any walk of plugging, silence, refusals and late answers', () => {
  it.each([
    ['the system tells', true],
    ['nobody tells', false],
  ])(
    'ends connected where the device is there: %s',
    async (_name, reliable) => {
      const kinds = steps(createHolds()).length;
      const walk = fc.array(fc.record({ step: fc.nat(kinds - 1), ms: fc.constantFrom(0, 0, 20, 150, 700, 4000) }), {
        maxLength: 50,
      });
      await fc.assert(
        fc.asyncProperty(walk, async (path) => {
          const bench = createPadsBench({
            settings: [{ profile: WALKED.name }],
            profiles: new Map([[WALKED.name, WALKED]]),
            reliable,
          });
          const { fake, pads, pass, passSlowly, status } = bench;
          const world: World = { answersWho: true, answersPolls: true, bits: 0 };
          const holds = createHolds();
          const moves = steps(holds);
          pads.start();
          for (const { step, ms } of path) {
            moves[step]?.(bench, world);
            await pass(ms);
            expect(fake.counts.open).toBeLessThanOrEqual(1);
          }
          // Now two good devices are there, and the first is held by another program.
          holds.release();
          for (const each of PATHS) unplug(each)(bench, world);
          Object.assign(world, { answersWho: true, answersPolls: true, bits: 0 });
          fake.hold(PATHS[0] ?? '', 'ModemManager');
          for (const each of PATHS) plug(each)(bench, world);
          for (let turn = 0; turn < 40 && !status().connected; turn += 1) await passSlowly(2000, 50);
          expect(status()).toMatchObject({ connected: true, problem: null, path: PATHS[1] });
          expect(fake.mostOpen).toBe(1);
          pads.disarm();
          pads.arm();
          const before = bench.events.length;
          world.bits = 2;
          await passSlowly(200);
          expect(bench.events.slice(before)).toMatchObject([{ kind: 'rating', level: 4 }]);
          const stopped = pads.stop();
          await pass(0);
          await stopped;
          expect(fake.counts).toMatchObject({ open: 0, watching: 0 });
          expect(bench.bugs).toEqual([]);
        }),
        { numRuns: 120 },
      );
    },
    60_000,
  );
});
