import { createPadsBench } from '@mingjing/test/support/pads-bench.ts';
import { describe, expect, it } from 'vitest';
import { PAD_DELAYS } from './delays.data.ts';
import { createPrivacy } from './privacy.ts';
import { profileWith } from './testing/profile-with.ts';

const NAME = 'queue-bus-ff68-4key';
const PORT = { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523' };

function press(grade: number, address = 0x81): number[] {
  const sum = (address + 0x11 + grade) % 256;
  return [0xff, 0x68, 3, 3, 0x68, address, 0x11, grade, sum, 0x16];
}

async function connected(options: Partial<Parameters<typeof createPadsBench>[0]> = {}) {
  const all = createPadsBench({ settings: [{ profile: NAME }], ...options });
  all.fake.plug(PORT);
  all.pads.start();
  await all.pass(0);
  return all;
}

describe('an acknowledgement that the pad did not hear', () => {
  it('is sent again to the repeated press, once the first is on disk and never before', async () => {
    const { pads, fake, events, pass } = await connected();
    const ACK = [0xff, 0x68, 3, 3, 0x68, 0x81, 1, 3, 0x85, 0x16];
    pads.arm();
    fake.send(PORT.path, press(3));
    await pass(200);
    fake.send(PORT.path, press(3));
    await pass(200);
    expect(fake.received(PORT.path)).toEqual([]);
    events[0]?.acknowledge();
    await pass(50);
    expect(fake.received(PORT.path)).toEqual(ACK);
    pads.disarm();
    fake.send(PORT.path, press(3));
    await pass(50);
    expect(fake.received(PORT.path)).toEqual([...ACK, ...ACK]);
    expect(events).toHaveLength(1);
    expect(pads.status()[0]?.strayPresses).toBe(0);
  });

  it('is sent to no hand that tries which level it was, and no counter tells it', async () => {
    const answers = await Promise.all(
      [3, 2, 1, 0].map(async (tried) => {
        const all = await connected();
        all.pads.arm();
        all.fake.send(PORT.path, press(2));
        all.events[0]?.acknowledge();
        await all.pass(100);
        all.pads.disarm();
        const before = all.fake.received(PORT.path).length;
        for (const ms of [500, 200, 200]) {
          await all.pass(ms);
          all.fake.send(PORT.path, press(tried));
          await all.pass(0);
        }
        return [all.fake.received(PORT.path).length - before, all.pads.status(), all.logged];
      }),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.[0]).toBe(0);
  });

  it('is not sent to a pad that was plugged in meanwhile: it may be another one', async () => {
    const { pads, fake, events, pass } = await connected();
    pads.arm();
    fake.send(PORT.path, press(3));
    fake.unplug(PORT.path);
    fake.plug(PORT);
    await pass(1_000);
    expect(pads.status()[0]?.connected).toBe(true);
    events[0]?.acknowledge();
    await pass(100);
    expect(fake.received(PORT.path)).toEqual([]);
  });

  it('is not sent for another level, nor for a press of which nobody took the first', async () => {
    const { pads, fake, events, pass } = await connected();
    fake.send(PORT.path, press(3));
    await pass(100);
    fake.send(PORT.path, press(3));
    pads.arm();
    await pass(100);
    fake.send(PORT.path, press(2));
    events[0]?.acknowledge();
    await pass(100);
    const before = fake.received(PORT.path).length;
    pads.disarm();
    fake.send(PORT.path, press(1));
    await pass(100);
    expect(fake.received(PORT.path)).toHaveLength(before);
  });
});

describe('what a technician sees', () => {
  const slot = async ({ pads }: Awaited<ReturnType<typeof connected>>) => {
    const [first] = (await pads.diagnostics()).slots;
    if (first === undefined) throw new Error('no slot');
    return first;
  };

  /** A technician looks, after nobody was there for longer than a minute. */
  async function watched(options: Partial<Parameters<typeof createPadsBench>[0]> = {}) {
    const all = await connected(options);
    await all.pass(61_000);
    all.pads.watch(true);
    return all;
  }

  it('is bytes and presses, while nobody is asked anything and only as long as the technician looks', async () => {
    const all = await watched();
    all.fake.send(PORT.path, press(3));
    const sent = all.pads.output(0, 'beepCaller', { addr: 1 });
    await all.pass(50);
    await sent;
    expect(await slot(all)).toMatchObject({
      connected: true,
      matchedBy: 'usb-id',
      title: { zh: expect.any(String), en: expect.any(String) },
      goodFrames: 1,
      strayPresses: 1,
      traffic: [
        { direction: 'in', size: 10, hex: 'ff680303688111039516' },
        { direction: 'out', size: 9, hex: 'ff680202680103' + '0416' },
      ],
      presses: [{ verdict: 'stray', what: { kind: 'level', level: 5, raw: '3' } }],
    });
    all.pads.watch(false);
    all.fake.send(PORT.path, press(2));
    expect(await slot(all)).toMatchObject({ traffic: [], presses: [] });
  });

  /** Whatever a citizen does, and when, as a course of presses. */
  type Course = (all: Awaited<ReturnType<typeof connected>>, say: () => void) => Promise<void>;
  const RATES: Course = async (all, say) => {
    all.pads.arm();
    await all.pass(500);
    say();
    all.events[0]?.acknowledge();
    await all.pass(100);
    all.pads.disarm();
    say();
    await all.pass(3000);
    say();
  };
  const LEAVES_IT: Course = async (all) => {
    all.pads.arm();
    await all.pass(600);
    all.pads.disarm();
    await all.pass(3000);
  };
  const STAYS_LONG: Course = async (all, say) => {
    all.pads.attend(true);
    all.pads.arm();
    all.pads.disarm();
    await all.pass(300_000);
    say();
    await all.pass(1_000);
    all.pads.attend(false);
    await all.pass(59_000);
    say();
  };
  const PRESSES_TOO_EARLY: Course = async (all, say) => {
    say();
    await all.pass(300);
    all.pads.attend(true);
    await all.pass(5000);
    all.pads.attend(false);
  };

  /** All that can be read beside the pad, and at the window, after a citizen was there. */
  async function traces(course: Course, bytes: readonly number[], profile?: ReturnType<typeof profileWith>) {
    const options =
      profile === undefined
        ? {}
        : { settings: [{ profile: profile.name }], profiles: new Map([[profile.name, profile]]) };
    const all = await watched(options);
    await course(all, () => all.fake.send(PORT.path, bytes));
    await all.pass(120_000);
    return JSON.stringify(await all.pads.diagnostics());
  }

  it.each([
    ['one who does not press at all', RATES, LEAVES_IT],
    [
      'one who presses once more',
      RATES,
      async (all, say) => {
        await RATES(all, say);
        say();
      },
    ],
  ] satisfies [string, Course, Course][])('is the same of a citizen who rates and of %s', async (_name, one, other) => {
    const first = await traces(one, press(3));
    const second = await traces(other, press(3));
    const times = /"at":\d+/g;
    expect(second.replace(times, '')).toBe(first.replace(times, ''));
    expect(first).not.toMatch(/"hex"|"verdict"/);
    expect(first).toContain('"goodFrames":0');
  });

  it.each([
    ['rates', RATES],
    ['stays long and presses again', STAYS_LONG],
    ['presses before the question is put', PRESSES_TOO_EARLY],
  ])('is the same whatever level was pressed by a citizen who %s', async (_name, course) => {
    const [first, ...others] = await Promise.all([3, 2, 1, 0].map((grade) => traces(course, press(grade))));
    expect(first).not.toMatch(/"hex"|level \d/);
    for (const other of others) expect(other).toBe(first);
  });

  const WORDS: Record<string, 1 | 3 | 5> = { NO: 1, 'NOT BAD': 3, EXCELLENT: 5 };
  const wordPad = () => {
    const profile = profileWith({
      role: 'pad',
      transport: { kind: 'serial', serial: { baudRate: 9600 } },
      match: [{ vid: '1a86', pid: '7523' }],
      framing: { kind: 'text-line', maxFrame: 40 },
      decode: [{ emit: 'rating', value: { kind: 'regex', pattern: '^(.*)$' } }],
      keyMap: { rating: { NO: 1 } },
    });
    return { ...profile, keyMap: { ...profile.keyMap, rating: WORDS } };
  };

  it.each([RATES, PRESSES_TOO_EARLY])(
    'does not tell the level by how many bytes came one by one (%o)',
    async (course) => {
      const [first, ...others] = await Promise.all(
        Object.keys(WORDS).map(async (word) => {
          const profile = wordPad();
          const all = await connected({
            settings: [{ profile: profile.name }],
            profiles: new Map([[profile.name, profile]]),
          });
          await all.pass(61_000);
          await course(all, () => {
            for (const byte of Buffer.from(`${word}\r`)) all.fake.send(PORT.path, [byte]);
          });
          const meanwhile = JSON.stringify(await all.pads.diagnostics());
          await all.pass(120_000);
          all.pads.watch(true);
          return `${meanwhile} ${JSON.stringify(await all.pads.diagnostics())}`;
        }),
      );
      expect(first).toContain('"traffic":[]');
      for (const other of others) expect(other).toBe(first);
    },
  );

  it('is nothing of the first minute, since a citizen may have pressed before the terminal started again', async () => {
    const all = await connected();
    all.pads.watch(true);
    all.fake.send(PORT.path, press(0));
    await all.pass(59_000);
    all.fake.send(PORT.path, press(0));
    expect(await slot(all)).toMatchObject({ traffic: [], presses: [], goodFrames: 0, strayPresses: 0 });
    await all.pass(2_000);
    all.fake.send(PORT.path, press(0));
    expect(await slot(all)).toMatchObject({ traffic: [{}], presses: [{}], goodFrames: 1, strayPresses: 1 });
  });

  it('is not moved by a clock that is set', async () => {
    const all = await watched();
    all.pads.attend(true);
    all.fake.send(PORT.path, press(0));
    all.pads.attend(false);
    all.time.setWall(4e12);
    all.fake.send(PORT.path, press(0));
    expect(await slot(all)).toMatchObject({ traffic: [], presses: [], goodFrames: 0 });
  });

  it.each([
    ['pressed for a question', [0, 2], [2, 0, 0]],
    ['that bounced', [0, 2, 0, 2], [2, 0, 0]],
    ['held since before anybody looked', [2], [2, 0, 0]],
  ])('is nothing while a button is still down, %s', async (_name, before, after) => {
    const profile = profileWith({
      role: 'pad',
      match: [{ vid: '1a86', pid: '7523' }],
      stateful: true,
      decode: [{ emit: 'buttons', value: { kind: 'bits', from: 0, bytes: 1 } }],
      keyMap: { rating: { 1: 5, 2: 4 } },
    });
    const all = await connected({
      settings: [{ profile: profile.name }],
      profiles: new Map([[profile.name, profile]]),
    });
    all.pads.arm();
    for (const bits of before) all.fake.send(PORT.path, [bits]);
    all.pads.disarm();
    await all.pass(300_000);
    all.pads.watch(true);
    for (const bits of after) all.fake.send(PORT.path, [bits]);
    expect(await slot(all)).toMatchObject({ traffic: [{ hex: '00' }], goodFrames: 1 });
  });

  it('is nothing of a card: what a reader sends is the name and number of a person', async () => {
    const all = await watched({ settings: [{ profile: 'id-card-sam', path: PORT.path }] });
    const text = Buffer.from('张三丰'.padEnd(128, ' '), 'utf16le');
    const answer = [0xaa, 0xaa, 0xaa, 0x96, 0x69, 5, 8, 0, 0, 0x90, 1, 0, 4, 0, ...text];
    all.fake.send(PORT.path, answer);
    const told = await slot(all);
    expect(told.traffic).toContainEqual({ at: expect.any(Number), direction: 'in', size: answer.length, hex: null });
    expect(JSON.stringify(told)).not.toContain(Buffer.from('张', 'utf16le').toString('hex'));
  });

  it('is never what a scanner read or a printer printed', async () => {
    const profile = profileWith({
      role: 'scanner',
      match: [{ vid: '1a86', pid: '7523' }],
      decode: [{ emit: 'scan', value: { kind: 'text', from: 0, to: 0 } }],
    });
    const all = await connected({
      settings: [{ profile: profile.name }],
      profiles: new Map([[profile.name, profile]]),
    });
    all.fake.send(PORT.path, Buffer.from('https://example.org/r/secret'));
    expect(all.seen()).toEqual(['https://example.org/r/secret']);
    expect(JSON.stringify(await all.pads.diagnostics())).not.toMatch(/secret|736563726574/);
  });

  it('is bounded, however much comes', async () => {
    const all = await watched();
    for (let turn = 0; turn < 200; turn += 1) {
      all.fake.send(PORT.path, press(turn % 4));
      await all.pass(60);
    }
    const { traffic, presses } = await slot(all);
    expect(traffic).toHaveLength(64);
    expect(presses).toHaveLength(20);
  });

  it('is every port of the machine, who holds it, who uses it and which profiles fit', async () => {
    const all = createPadsBench({ settings: [{ profile: NAME }, { profile: 'no-such-pad' }] });
    all.fake.plug(PORT);
    all.fake.plug({ path: '/dev/ttyUSB7', vendorId: '1a86', productId: '7523', serialNumber: 'Z', location: '1-2' });
    all.fake.hold('/dev/ttyUSB7', 'brltty');
    all.pads.start();
    await all.pass(0);
    const { ports, slots } = await all.pads.diagnostics();
    expect(ports.filter(({ kind }) => kind === 'serial')).toMatchObject([
      { path: '/dev/ttyUSB0', slot: 0, holder: null, usbId: '1a86:7523', fits: expect.arrayContaining([NAME]) },
      {
        path: '/dev/ttyUSB7',
        slot: null,
        holder: { program: 'brltty', pid: 7, sure: true },
        serialNumber: 'Z',
        location: '1-2',
      },
    ]);
    expect(ports[0]?.fits).not.toContain('generic-single-byte');
    expect(slots[1]?.problem?.reason).toMatch(/pads\.1\.profile "no-such-pad" is unknown/);
  });

  it('looks at the ports of the machine now and then only, however often it is asked', async () => {
    const all = await connected();
    const before = all.fake.counts.listed;
    for (let ask = 0; ask < 10; ask += 1) await all.pads.diagnostics();
    const once = all.fake.counts.listed - before;
    expect(once).toBeGreaterThan(0);
    await all.pass(3000);
    await all.pads.diagnostics();
    expect(all.fake.counts.listed - before).toBe(2 * once);
  });
});

it('show keys at once where nobody ever was, and not where somebody was meanwhile (P5)', () => {
  const privacy = createPrivacy({ mono: () => 0 });
  expect(privacy.remainingMs()).toBe(PAD_DELAYS.privateAfterMs);
  privacy.nobodyWas();
  expect(privacy.isPrivate()).toBe(false);
  privacy.mind('citizen', true);
  privacy.nobodyWas();
  expect(privacy.remainingMs()).toBe(Number.POSITIVE_INFINITY);
  privacy.mind('citizen', false);
  privacy.nobodyWas();
  expect(privacy.remainingMs()).toBe(PAD_DELAYS.privateAfterMs);
});

it('wait on other settings no longer than the pads before them would have: no minute is begun anew (P5)', async () => {
  const watched = async (citizenWasThere: boolean) => {
    let now = 0;
    const privacy = createPrivacy({ mono: () => now });
    now = PAD_DELAYS.privateAfterMs;
    if (citizenWasThere) privacy.mind('citizen', true);
    privacy.mind('citizen', false);
    const { pads, fake, pass } = await connected({ privacy });
    pads.watch(true);
    fake.send(PORT.path, press(3));
    await pass(0);
    const { slots, withheldMs } = await pads.diagnostics();
    return [slots[0]?.presses.length, withheldMs];
  };
  expect(await watched(false)).toEqual([1, 0]);
  expect(await watched(true)).toEqual([0, PAD_DELAYS.privateAfterMs]);
});
