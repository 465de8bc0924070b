import { loadProfiles, type ProfileCatalogue } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { EventData } from '@mingjing/shared/log-events/event-log.ts';
import type { DeviceSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPads } from './create-pads.ts';
import type { PadEvent } from './pad-events.ts';
import { createFakeTransport } from './testing/fake-transport.ts';

const catalogue = loadProfiles();
if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.error));
const NAME = 'queue-bus-ff68-4key';
const PORT = { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523' };

/** Lets everything that waits on promises, not on time, run. */
async function flush(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

function frame(address: number, func: number, ...data: number[]): number[] {
  const body = [address, func, ...data];
  return [0xff, 0x68, body.length, body.length, 0x68, ...body, body.reduce((a, b) => a + b, 0) % 256, 0x16];
}
const press = (grade: number, address = 0x81) => frame(address, 0x11, grade);

/** What an event stands for, in one word. */
function nameOf(event: PadEvent): unknown {
  if (event.kind === 'rating') return event.level;
  if (event.kind === 'key') return event.key;
  return event.kind === 'scan' ? event.text : event.present;
}

interface Options {
  readonly settings?: readonly DeviceSettings[];
  readonly profiles?: ProfileCatalogue;
  readonly onEvent?: (event: PadEvent) => void;
  /** Whether the system tells of devices that come and go. */
  readonly reliable?: boolean;
}

function set({
  settings = [{ profile: NAME, addresses: [], peers: [] }],
  profiles,
  onEvent,
  reliable = true,
}: Options = {}) {
  const time = createManualTime();
  const bugs: unknown[] = [];
  const serial = createFakeTransport({ reportBug: (cause) => bugs.push(cause), reliable });
  const events: PadEvent[] = [];
  const logged: [string, EventData | undefined][] = [];
  let statuses = 0;
  const pads = createPads({
    profiles: profiles ?? (catalogue.ok ? catalogue.value : new Map()),
    settings,
    transports: serial.transports,
    clock: time.clock,
    timers: time.timers,
    random: () => 0.5,
    listener: {
      onEvent(event) {
        events.push(event);
        onEvent?.(event);
      },
      onStatus: () => {
        statuses += 1;
      },
    },
    log: (event, data) => logged.push([event, data]),
  });
  const pass = async (ms: number) => {
    await flush();
    time.advance(ms);
    await flush();
  };
  const seen = () => events.map(nameOf);
  return { time, serial, pads, events, seen, logged, bugs, pass, statuses: () => statuses };
}

async function connected(options: Options = {}) {
  const all = set(options);
  all.serial.plug(PORT);
  all.pads.start();
  await all.pass(0);
  expect(all.pads.status()[0]).toMatchObject({ connected: true, path: PORT.path, problem: null });
  return all;
}

/** The shipped profile with parts replaced. */
function changed(change: (profile: NonNullable<ReturnType<ProfileCatalogue['get']>>) => object): ProfileCatalogue {
  if (!catalogue.ok) throw new Error('no profiles');
  const profile = catalogue.value.get(NAME)!;
  return new Map([[NAME, { ...profile, ...change(profile) }]]);
}

function serialOf(transport: NonNullable<ReturnType<ProfileCatalogue['get']>>['transport']) {
  if (transport.kind !== 'serial') throw new Error('no serial profile');
  return transport.serial;
}

type Bench = ReturnType<typeof set>;
function unplug({ serial }: Bench): void {
  if (serial.isPlugged(PORT.path)) serial.unplug(PORT.path);
}
function send({ serial }: Bench, bytes: readonly number[]): void {
  if (serial.isOpen(PORT.path)) serial.send(PORT.path, bytes);
}

/** What may happen to a pad, with how long nothing happens afterwards. */
const WALK: readonly { readonly ms: number; readonly run: (bench: Bench) => void }[] = [
  {
    ms: 0,
    run: ({ serial }) => {
      if (!serial.isPlugged(PORT.path)) serial.plug(PORT);
    },
  },
  { ms: 0, run: unplug },
  { ms: 300, run: unplug },
  { ms: 0, run: ({ serial }) => serial.refuseOpen({ reason: 'in use' }) },
  {
    ms: 0,
    run: ({ serial }) => {
      if (serial.isPlugged(PORT.path)) serial.stick(PORT.path);
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
    const { serial, pads, pass } = set();
    pads.start();
    await pass(0);
    expect(pads.status()[0]).toMatchObject({ connected: false, problem: expect.stringMatching(/no device fits/) });
    serial.plug(PORT);
    await pass(500);
    expect(pads.status()[0]?.connected).toBe(true);
  });

  it('hears each press once, and an equal one again only for a new question', async () => {
    const { serial, pads, seen, pass } = await connected();
    pads.arm();
    serial.send(PORT.path, [...press(3), ...press(3)]);
    await pass(500);
    pads.arm();
    serial.send(PORT.path, press(3));
    expect(seen()).toEqual([5]);
    pads.disarm();
    pads.arm();
    await pass(100);
    serial.send(PORT.path, press(3));
    expect(seen()).toEqual([5, 5]);
  });

  it('never makes a rating of a press that nobody asked for, or of a value that means nothing', async () => {
    const { serial, pads, seen, pass } = await connected();
    serial.send(PORT.path, press(3));
    await pass(100);
    pads.arm();
    serial.send(PORT.path, press(4));
    pads.disarm();
    await pass(100);
    serial.send(PORT.path, press(2));
    expect(seen()).toEqual([]);
    expect(pads.status()[0]).toMatchObject({ strayPresses: 3, goodFrames: 3 });
  });

  it('waits for a half-duplex line to fall silent before it acknowledges', async () => {
    const { serial, pads, events, pass } = await connected();
    pads.arm();
    serial.send(PORT.path, press(3));
    events[0]?.acknowledge();
    await pass(15);
    serial.send(PORT.path, frame(2, 1, 0x0c));
    await pass(15);
    expect(serial.received(PORT.path)).toEqual([]);
    await pass(5);
    expect(serial.received(PORT.path)).toEqual(frame(0x81, 1, 3));
  });

  it('gives the rest of a half frame up when the line is silent', async () => {
    const { serial, pads, seen, pass } = await connected();
    pads.arm();
    serial.send(PORT.path, [0x68, 0x10, 0x10, 0x68, ...press(2)]);
    expect(seen()).toEqual([]);
    await pass(200);
    expect(seen()).toEqual([4]);
    expect(pads.status()[0]).toMatchObject({ goodFrames: 1, badFrames: 1 });
  });

  it('takes a pad that swallows no bytes for gone, and finds it again', async () => {
    const { serial, pads, logged, pass } = await connected();
    serial.stick(PORT.path);
    const sent = pads.output(0, 'beepCaller', { addr: 1 });
    await pass(0);
    expect(await sent).toBe(false);
    expect(pads.status()[0]).toMatchObject({ connected: false, problem: 'the pad takes no bytes' });
    expect(logged.map(([event]) => event)).toEqual(['pad.connected', 'pad.disconnected']);
    await pass(500);
    expect(pads.status()[0]?.connected).toBe(true);
  });

  it('never takes a fault of its own for an unplugged pad', async () => {
    const { serial, pads, seen, bugs, pass } = await connected({
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
    serial.send(PORT.path, press(3));
    serial.send(PORT.path, frame(1, 1, 0x0b));
    await pass(0);
    expect(pads.status()[0]).toMatchObject({ connected: true, badFrames: 1, goodFrames: 1 });
    expect(seen()).toEqual(['requestEvaluation']);
    expect(bugs).toEqual([new Error('broken listener')]);
  });

  it('sends an output to the addresses of its window, or to the pad heard last', async () => {
    const listed = await connected({ settings: [{ profile: NAME, addresses: [1, 4], peers: [] }] });
    const sent = listed.pads.output(0, 'startEvaluation', {});
    await listed.pass(0);
    expect(await sent).toBe(true);
    expect(listed.serial.received(PORT.path)).toEqual([...frame(1, 1, 0x0b), ...frame(4, 1, 0x0b)]);

    const open = await connected();
    expect(await open.pads.output(0, 'startEvaluation', {})).toBe(false);
    open.serial.send(PORT.path, press(3, 0x87));
    const beep = open.pads.output(0, 'beepCaller', {});
    await open.pass(20);
    expect(await beep).toBe(true);
    expect(open.serial.received(PORT.path)).toEqual(frame(7, 3));
  });

  it.each([
    ['an output the profile does not have', 'dance', { addr: 1 }],
    ['a name that every object has', 'toString', { addr: 1 }],
    ['a variable out of range', 'stars', { addr: 1, n: 900 }],
  ])('does not send %s', async (_name, output, variables) => {
    const { pads, serial } = await connected();
    expect(await pads.output(0, output, variables)).toBe(false);
    expect(await pads.output(9, output, variables)).toBe(false);
    expect(serial.received(PORT.path)).toEqual([]);
  });

  it('keeps what waits for the line bounded', async () => {
    const { pads, serial, pass } = await connected();
    serial.send(PORT.path, press(3));
    const sends = Array.from({ length: 20 }, () => pads.output(0, 'beepCaller', { addr: 1 }));
    await pass(20);
    expect((await Promise.all(sends)).filter(Boolean)).toHaveLength(16);
  });

  it('gives each pad a port of its own', async () => {
    const all = set({
      settings: [
        { profile: NAME, addresses: [], peers: [] },
        { profile: NAME, addresses: [], peers: [] },
      ],
    });
    all.serial.plug(PORT);
    all.serial.plug({ ...PORT, path: '/dev/ttyUSB1' });
    all.pads.start();
    await all.pass(0);
    await all.pass(500);
    const paths = all.pads.status().map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(['/dev/ttyUSB0', '/dev/ttyUSB1']));
  });

  it('says what is wrong with an unknown profile, and works with the others', async () => {
    const all = set({
      settings: [
        { profile: 'nope', addresses: [], peers: [] },
        { profile: NAME, addresses: [], peers: [] },
      ],
    });
    all.serial.plug(PORT);
    all.pads.start();
    await all.pass(0);
    expect(all.pads.status()).toMatchObject(
      [{ connected: false, problem: /"nope" is unknown; use one of/ }, { connected: true }].map((status) => ({
        connected: status.connected,
      })),
    );
    expect(all.pads.status()[0]?.problem).toMatch(
      /pads\.0\.profile "nope" is unknown; use one of .*queue-bus-ff68-4key/,
    );
  });

  it('names the program that holds the port, once in the log however often it tries', async () => {
    const all = set();
    all.serial.plug(PORT);
    for (let tries = 0; tries < 3; tries += 1)
      all.serial.refuseOpen({ reason: 'in use', holder: 'brltty (process 7)' });
    all.pads.start();
    await all.pass(0);
    for (const ms of [500, 1000]) await all.pass(ms);
    expect(all.pads.status()[0]?.problem).toBe('in use; held by brltty (process 7)');
    expect(all.logged).toEqual([
      ['pad.open-failed', { slot: 0, profile: NAME, reason: 'in use', holder: 'brltty (process 7)' }],
    ]);
    await all.pass(2000);
    expect(all.pads.status()[0]?.connected).toBe(true);
  });

  it('closes a port that takes too long to open, and tries again', async () => {
    const all = set();
    all.serial.plug(PORT);
    const release = all.serial.holdOpen();
    all.pads.start();
    await all.pass(20_000);
    expect(all.pads.status()[0]?.problem).toMatch(/takes too long/);
    release();
    await all.pass(0);
    expect(all.serial.isOpen(PORT.path)).toBe(false);
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
    all.serial.plug(PORT);
    all.pads.start();
    await all.pass(0);
    all.serial.send(PORT.path, press(3));
    await all.pass(300);
    expect(all.pads.status()[0]).toMatchObject({ connected: true, goodFrames: 0 });
    await all.pass(9000);
    all.serial.send(PORT.path, press(3));
    await all.pass(9000);
    expect(all.pads.status()[0]?.connected).toBe(true);
    await all.pass(1000);
    expect(all.pads.status()[0]).toMatchObject({ connected: false, problem: 'the pad has been silent for too long' });
  });

  it('sends its heartbeat', async () => {
    const all = await connected({
      settings: [{ profile: NAME, addresses: [1], peers: [] }],
      profiles: changed(({ heartbeat }) => ({ heartbeat: { ...heartbeat, output: 'beepCaller', intervalMs: 1000 } })),
    });
    await all.pass(1000);
    await all.pass(1000);
    expect(all.serial.received(PORT.path)).toEqual([...frame(1, 3), ...frame(1, 3)]);
  });

  it('folds the log of a bad line', async () => {
    const { serial, logged, pads, pass } = await connected();
    for (let noise = 0; noise < 50; noise += 1) serial.send(PORT.path, new Uint8Array(32));
    await pass(1000);
    serial.send(PORT.path, new Uint8Array(32));
    const lines = logged.filter(([event]) => event === 'pad.bad-frame');
    expect(lines.map(([, data]) => data?.folded)).toEqual([undefined, 49]);
    expect(pads.status()[0]?.badFrames).toBe(51);
  });

  it('never wedges, whatever is plugged, unplugged, refused and pressed in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...WALK), { maxLength: 60 }), async (steps) => {
        const all = set();
        const { serial, pads, pass } = all;
        pads.start();
        pads.arm();
        for (const step of steps) {
          step.run(all);
          await pass(step.ms);
        }
        unplug(all);
        serial.plug(PORT);
        for (let turn = 0; turn < 70; turn += 1) await pass(6000);
        expect(pads.status()[0]).toMatchObject({ connected: true, problem: null });
        const before = all.events.length;
        serial.send(PORT.path, press(1, 0x83));
        expect(all.events.slice(before)).toMatchObject([{ kind: 'rating', level: 3, origin: { address: 3 } }]);
        const stopped = pads.stop();
        await pass(0);
        await stopped;
        expect(serial.isOpen(PORT.path)).toBe(false);
        expect(all.time.pending()).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});
