import { createPadsBench } from '@mingjing/test/support/pads-bench.ts';
import { describe, expect, it } from 'vitest';
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

  it('is bytes and presses while nobody is asked anything', async () => {
    const all = await connected();
    all.fake.send(PORT.path, press(3));
    const sent = all.pads.output(0, 'beepCaller', { addr: 1 });
    await all.pass(50);
    await sent;
    expect(await slot(all)).toMatchObject({
      connected: true,
      matchedBy: 'usb-id',
      title: { zh: expect.any(String), en: expect.any(String) },
      traffic: [
        { direction: 'in', size: 10, hex: 'ff680303688111039516' },
        { direction: 'out', size: 9, hex: 'ff680202680103' + '0416' },
      ],
      presses: [{ verdict: 'stray', what: 'level 5 (raw 3)' }],
    });
  });

  /** All that can be read of a terminal after one press of this grade, repeated, and its end. */
  async function traces(grade: number, profile?: ReturnType<typeof profileWith>, bytes = press) {
    const all = await connected(
      profile === undefined
        ? {}
        : { settings: [{ profile: profile.name }], profiles: new Map([[profile.name, profile]]) },
    );
    all.pads.arm();
    await all.pass(500);
    all.fake.send(PORT.path, bytes(grade));
    all.events[0]?.acknowledge();
    await all.pass(100);
    all.pads.disarm();
    all.fake.send(PORT.path, bytes(grade));
    await all.pass(3000);
    all.fake.send(PORT.path, bytes(grade));
    await all.pass(120_000);
    return JSON.stringify([await all.pads.diagnostics(), all.pads.status(), all.logged]);
  }

  it('is the same whatever level was pressed, also when it is looked at much later', async () => {
    const [first, ...others] = await Promise.all([3, 2, 1, 0].map((grade) => traces(grade)));
    expect(first).toContain('"hex":null');
    expect(first).not.toMatch(/level \d/);
    for (const other of others) expect(other).toBe(first);
  });

  it('is the same also where a citizen stays long and presses again', async () => {
    const seen = await Promise.all(
      [3, 0].map(async (grade) => {
        const all = await connected();
        all.pads.attend(true);
        all.pads.arm();
        all.pads.disarm();
        await all.pass(300_000);
        all.fake.send(PORT.path, press(grade));
        await all.pass(1_000);
        all.pads.attend(false);
        await all.pass(59_000);
        all.fake.send(PORT.path, press(grade));
        return JSON.stringify(await all.pads.diagnostics());
      }),
    );
    expect(seen[0]).toContain('"hex":null');
    expect(seen[1]).toBe(seen[0]);
  });

  it('is nothing of a press that came in the guard time of a question either', async () => {
    const all = await connected();
    all.fake.send(PORT.path, press(0));
    await all.pass(6_000);
    all.fake.send(PORT.path, press(3));
    await all.pass(300);
    all.pads.arm();
    const { traffic, presses } = await slot(all);
    expect(traffic).toMatchObject([
      { size: 10, hex: expect.any(String) },
      { size: 64, hex: null },
    ]);
    expect(presses.map(({ what }) => what)).toEqual(['level 2 (raw 0)', null]);
  });

  it('does not tell the level by the length of its word either', async () => {
    const words = ['NO', 'NOT BAD', 'EXCELLENT'];
    const profile = profileWith({
      role: 'pad',
      transport: { kind: 'serial', serial: { baudRate: 9600 } },
      match: [{ vid: '1a86', pid: '7523' }],
      framing: { kind: 'text-line', maxFrame: 40 },
      decode: [{ emit: 'rating', value: { kind: 'regex', pattern: '^(.*)$' } }],
      keyMap: { rating: { NO: 1 } },
    });
    const mapped = {
      ...profile,
      keyMap: { ...profile.keyMap, rating: { NO: 1, 'NOT BAD': 3, EXCELLENT: 5 } as const },
    };
    const line = (index: number) => [...Buffer.from(`${words[index]}\r`)];
    const [first, ...others] = await Promise.all(words.map((_word, index) => traces(index, mapped, line)));
    for (const other of others) expect(other).toBe(first);
  });

  it('keeps what was written while a question was open to itself for ever, and shows bytes again a while after', async () => {
    const all = await connected();
    all.fake.send(PORT.path, press(3));
    await all.pass(6_000);
    all.pads.arm();
    await all.pass(100);
    all.fake.send(PORT.path, press(2));
    all.pads.disarm();
    await all.pass(61_000);
    all.fake.send(PORT.path, press(1));
    const { traffic, presses } = await slot(all);
    expect(traffic.map(({ hex }) => hex === null)).toEqual([false, true, false]);
    expect(presses.map(({ what }) => what)).toEqual(['level 5 (raw 3)', null, 'level 3 (raw 1)']);
  });

  it('keeps bytes hidden while a button that was pressed for a question is still down', async () => {
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
    all.fake.send(PORT.path, [0]);
    await all.pass(6_000);
    all.pads.arm();
    all.fake.send(PORT.path, [2]);
    all.pads.disarm();
    await all.pass(300_000);
    for (const bits of [2, 0, 0]) all.fake.send(PORT.path, [bits]);
    expect((await slot(all)).traffic.map(({ hex }) => hex)).toEqual(['00', null, null, null, '00']);
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
    const all = await connected();
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
    all.fake.hold('/dev/ttyUSB7', 'brltty (process 7)');
    all.pads.start();
    await all.pass(0);
    const { ports, slots } = await all.pads.diagnostics();
    expect(ports.filter(({ kind }) => kind === 'serial')).toMatchObject([
      { path: '/dev/ttyUSB0', slot: 0, holder: null, usbId: '1a86:7523', fits: expect.arrayContaining([NAME]) },
      { path: '/dev/ttyUSB7', slot: null, holder: 'brltty (process 7)', serialNumber: 'Z', location: '1-2' },
    ]);
    expect(ports[0]?.fits).not.toContain('generic-single-byte');
    expect(slots[1]?.problem).toMatch(/pads\.1\.profile "no-such-pad" is unknown/);
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
