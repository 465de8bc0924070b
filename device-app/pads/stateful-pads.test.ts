import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import { createPadsBench } from '@mingjing/test/support/pads-bench.ts';
import { describe, expect, it } from 'vitest';
import { profileWith } from './testing/profile-with.ts';

const DEVICE = { path: '/dev/hidraw0', vendorId: '05f3', productId: '0467' };

/** A pad of eight buttons whose report is one byte of bits; `0xee` is its answer to a question, `0xef` its refusal. */
const PLAIN = profileWith({
  id: 'test-buttons',
  role: 'pad',
  match: [{ vid: '05f3', pid: '0467' }],
  stateful: true,
  framing: { kind: 'hid-report', minSize: 2, maxFrame: 8 },
  decode: [
    { name: 'ready', emit: 'report', when: [{ at: 0, equals: '0xee' }], fields: { unit: { kind: 'byte', at: 1 } } },
    { name: 'no', emit: 'report', when: [{ at: 0, equals: '0xef' }], endsPolling: true },
    { name: 'state', emit: 'buttons', when: [{ at: 0, equals: 0 }], value: { kind: 'bits', from: 1, bytes: 1 } },
  ],
  keyMap: { rating: { 1: 5, 2: 4, 3: 3, 4: 2, 5: 1 }, keys: { 6: 'requestEvaluation' } },
  outputs: {
    ask: { template: '00 51' },
    lamp: { template: '00 4c {n:u8}', as: 'feature', defaults: { n: 3 } },
    reset: { template: '00 52 {n:u8}' },
  },
});
/** What the linter would not let through: an output that can be given the bytes of a refused command. */
const BUTTONS: PadProfile = {
  ...PLAIN,
  refused: profileWith({ refused: { format: { template: '00 52 99', why: 'erases the device' } } }).refused,
};

function set(profile: PadProfile = BUTTONS) {
  const bench = createPadsBench({
    settings: [{ profile: profile.name }],
    profiles: new Map([[profile.name, profile]]),
  });
  const state = (...buttons: number[]) =>
    bench.fake.send(DEVICE.path, [0, buttons.reduce((bits, button) => bits | (1 << (button - 1)), 0)]);
  return { ...bench, state };
}

async function connected(profile?: PadProfile, answer?: (bytes: readonly number[]) => number[] | undefined) {
  const all = set(profile);
  all.fake.plug(DEVICE, answer);
  all.pads.start();
  await all.pass(0);
  return all;
}

describe('a pad that reports its state', () => {
  it('rates on the way down, once, and gives keys their names', async () => {
    const { pads, state, seen, pass } = await connected();
    pads.arm();
    state();
    state(2);
    state(2);
    state();
    await pass(100);
    state(6);
    expect(seen()).toEqual([4, 'requestEvaluation']);
  });

  it('takes what it reports first for where it begins, and again after every replug', async () => {
    const { fake, pads, state, seen, pass } = await connected();
    pads.arm();
    for (let round = 0; round < 3; round += 1) {
      state(1);
      state();
      await pass(100);
      fake.unplug(DEVICE.path);
      fake.plug(DEVICE);
      await pass(600);
    }
    expect(seen()).toEqual([]);
    state();
    state(1);
    expect(seen()).toEqual([5]);
  });

  it('hears the same button pressed again for the next session at once, but not while it is held', async () => {
    const { pads, state, seen, pass } = await connected();
    state();
    pads.arm();
    state(1);
    pads.disarm();
    await pass(200);
    pads.arm();
    state(1);
    await pass(200);
    expect(seen()).toEqual([5]);
    state();
    await pass(200);
    state(1);
    expect(seen()).toEqual([5, 5]);
  });

  it('counts a button without a meaning, and makes nothing of it', async () => {
    const { pads, state, seen, status } = await connected();
    pads.arm();
    state();
    state(8);
    expect(seen()).toEqual([]);
    expect(status()).toMatchObject({ strayPresses: 1 });
  });

  it('sends outputs as the profile says, with its defaults, and never what it refuses', async () => {
    const { fake, pads, pass } = await connected();
    const sent = [pads.output(0, 'lamp', {}), pads.output(0, 'lamp', { n: 7 }), pads.output(0, 'reset', { n: 1 })];
    await pass(0);
    expect(await Promise.all(sent)).toEqual([true, true, true]);
    expect(fake.messages(DEVICE.path)).toEqual([
      { bytes: [0, 0x4c, 3], as: 'feature' },
      { bytes: [0, 0x4c, 7], as: 'feature' },
      { bytes: [0, 0x52, 1], as: 'output' },
    ]);
    expect(await pads.output(0, 'reset', { n: 0x99 })).toBe(false);
    expect(await pads.output(0, 'format', {})).toBe(false);
    expect(fake.messages(DEVICE.path)).toHaveLength(3);
  });
});

const PROVED: PadProfile = {
  ...BUTTONS,
  init: [{ output: 'ask', with: {}, timeoutMs: 200, answer: 'ready', retries: 1 }],
};

describe('a pad that is asked who it is', () => {
  const yes = ([, byte]: readonly number[]) => (byte === 0x51 ? [0xee, 9] : undefined);

  it('is used once it answered', async () => {
    const { status, pads } = await connected(PROVED, yes);
    expect(status()).toMatchObject({ connected: true, matchedBy: 'usb-id' });
    expect(pads.report(0)).toEqual({ unit: 9 });
  });

  it('is asked again as often as its profile says, then left for another port, and never forgotten', async () => {
    const all = set(PROVED);
    const asked = () => all.fake.messages(DEVICE.path).length;
    all.fake.plug(DEVICE);
    all.pads.start();
    await all.passSlowly(400);
    expect(asked()).toBe(2);
    expect(all.status()).toMatchObject({
      connected: false,
      path: null,
      problem: { reason: expect.stringMatching(/does not answer "ask" as test-buttons does/) },
    });
    expect(all.fake.isOpen(DEVICE.path)).toBe(false);
    all.fake.plug({ ...DEVICE, path: '/dev/hidraw1' }, yes);
    await all.passSlowly(200);
    expect(all.status()).toMatchObject({ connected: true, path: '/dev/hidraw1' });
    all.fake.unplug('/dev/hidraw1');
    await all.passSlowly(2000);
    expect(asked()).toBeGreaterThan(2);
  });

  it('is not connected, and hears no output, until it answered', async () => {
    const all = set(PROVED);
    all.fake.plug(DEVICE);
    all.pads.start();
    await all.pass(0);
    expect(all.status().connected).toBe(false);
    expect(await all.pads.output(0, 'lamp', {})).toBe(false);
    all.fake.send(DEVICE.path, [0xee, 1]);
    await all.pass(0);
    expect(all.status().connected).toBe(true);
  });

  it('finds the one of two equal adapters behind which the pad is', async () => {
    const all = set(PROVED);
    all.fake.plug(DEVICE);
    all.fake.plug({ ...DEVICE, path: '/dev/hidraw5' }, yes);
    all.pads.start();
    await all.passSlowly(3000);
    expect(all.status()).toMatchObject({ connected: true, path: '/dev/hidraw5' });
  });
});

const POLLED: PadProfile = {
  ...BUTTONS,
  poll: { output: 'ask', with: {}, timeoutMs: 100, answers: ['state'], intervalMs: 50, maxMisses: 3 },
};

describe('a pad that is polled', () => {
  it('asks one question at a time, and not sooner than it should', async () => {
    let silent = false;
    const all = await connected(POLLED, () => (silent ? undefined : [0, 0]));
    const asked = () => all.fake.messages(DEVICE.path).length;
    await all.passSlowly(500);
    expect(asked()).toBe(11);
    expect(all.status()).toMatchObject({ connected: true, problem: null });
    silent = true;
    await all.passSlowly(400);
    expect(all.status()).toMatchObject({ connected: false, problem: { code: 'silent' }, path: DEVICE.path });
    const before = asked();
    await all.passSlowly(2000);
    expect(asked() - before).toBe(1);
    silent = false;
    await all.passSlowly(2000);
    expect(all.status()).toMatchObject({ connected: true, problem: null });
  });

  it('leaves a device that never answered for another that could be the one', async () => {
    const all = await connected(POLLED);
    await all.passSlowly(1000);
    expect(all.status()).toMatchObject({ connected: false, path: DEVICE.path, problem: { code: 'silent' } });
    all.fake.plug({ ...DEVICE, path: '/dev/hidraw1' }, () => [0, 0]);
    await all.passSlowly(2000);
    expect(all.status()).toMatchObject({ connected: true, path: '/dev/hidraw1' });
  });

  it('is not asked any more once it refused, until it is plugged in anew', async () => {
    const all = await connected(POLLED, () => [0xef, 0]);
    const asked = () => all.fake.messages(DEVICE.path).length;
    await all.passSlowly(1000);
    expect(asked()).toBe(1);
    expect(all.status()).toMatchObject({ connected: true, problem: null });
    all.fake.unplug(DEVICE.path);
    all.fake.plug(DEVICE, () => [0, 0]);
    await all.passSlowly(1000);
    expect(asked()).toBeGreaterThan(5);
  });

  it('says what is missing where no address is known to ask', async () => {
    const profile: PadProfile = {
      ...POLLED,
      outputs: profileWith({ outputs: { ask: { template: '00 51 {addr}' } } }).outputs,
    };
    const all = await connected(profile);
    expect(all.status()).toMatchObject({
      connected: false,
      problem: { code: 'no-address' },
    });
  });

  it('keeps the line to one question at a time, whoever speaks', async () => {
    const { transport } = profileWith({ transport: { kind: 'serial', serial: { baudRate: 9600 } } });
    const all = await connected({ ...POLLED, transport }, ([, byte]) => (byte === 0x4c ? [0, 0] : undefined));
    const spoken = () => all.fake.messages(DEVICE.path).map(({ bytes }) => bytes[1]);
    await all.pass(0);
    const sent = [all.pads.output(0, 'lamp', {}), all.pads.output(0, 'lamp', {})];
    await all.passSlowly(90);
    expect(spoken()).toEqual([0x51]);
    all.fake.send(DEVICE.path, [0, 0]);
    await all.passSlowly(20, 1);
    expect(spoken().slice(0, 3)).toEqual([0x51, 0x4c, 0x4c]);
    expect(await Promise.all(sent)).toEqual([true, true]);
  });
});
