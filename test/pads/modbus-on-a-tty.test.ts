import { deviceProblem } from '@mingjing/device-app/core/devices/device-problem.ts';
import type { PadStatus, Pads } from '@mingjing/device-app/pads/pad-events.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createModbusModule, type ModbusBehaviour, type ModbusModule } from '../simulators/modbus/modbus-module.ts';
import { nameOf, startPads } from './running-pads.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const PROFILE = 'modbus-di-8ch';

async function plugIn(addresses: number[] = [], prepare: (module: ModbusModule) => void = () => undefined) {
  const module = await createModbusModule(addresses.length === 0 ? [1] : addresses);
  closing.push(() => module.close());
  prepare(module);
  const running = startPads([{ profile: PROFILE, path: module.path, addresses }]);
  closing.push(() => running.pads.stop());
  return { module, ...running, seen: () => running.events.map(nameOf) };
}

const becomes = (pads: Pads, wanted: Partial<PadStatus>) =>
  vi.waitFor(() => expect(pads.status()[0]).toMatchObject(wanted), { timeout: 5000 });

/** Waits until the module was asked again, twice: then whatever it said before has been heard. */
async function heardAgain({ asked }: ModbusModule): Promise<void> {
  const before = asked.length;
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(before + 1), { timeout: 5000 });
}

const silentAt = (addresses: string) => deviceProblem('addresses-silent', { addresses });
const WORKS = { connected: true, problem: null };

describe('a Modbus module on a real tty', () => {
  it('is asked for its inputs, and rates once per press while armed', async () => {
    const { module, pads, seen } = await plugIn();
    await becomes(pads, WORKS);
    expect(module.asked[0]).toBe('01020000000879cc');
    pads.arm();
    module.down(2);
    await vi.waitFor(() => expect(seen()).toEqual([4]));
    await heardAgain(module);
    module.up(2);
    await heardAgain(module);
    module.down(5);
    await vi.waitFor(() => expect(seen()).toEqual([4, 1]));
    module.up(5);
    await heardAgain(module);
    expect(seen()).toEqual([4, 1]);
    expect(module).toMatchObject({ mostOutstanding: 1, garbled: [] });
  });

  it('never takes a button for pressed that was down before, or while the module was away', async () => {
    const { module, pads, seen } = await plugIn([], (stuck) => stuck.down(1));
    await becomes(pads, WORKS);
    pads.arm();
    await heardAgain(module);
    module.behave('silent');
    await becomes(pads, { connected: false, problem: silentAt('1') });
    module.down(3);
    module.behave('answers');
    await becomes(pads, WORKS);
    await heardAgain(module);
    expect(seen()).toEqual([]);
    module.up(3);
    await heardAgain(module);
    module.down(3);
    await vi.waitFor(() => expect(seen()).toEqual([3]));
  });

  it('tells once that a module fell silent and once that it is back, on the same object', async () => {
    const { module, pads, logged, statuses } = await plugIn();
    await becomes(pads, WORKS);
    for (const round of [1, 2]) {
      module.behave('silent');
      await becomes(pads, { connected: false, problem: silentAt('1'), path: module.path });
      module.behave('answers');
      await becomes(pads, WORKS);
      expect(logged.filter((event) => event === 'pad.disconnected')).toHaveLength(round);
      expect(logged.filter((event) => event === 'pad.connected')).toHaveLength(round + 1);
    }
    expect(statuses.map(([status]) => status?.connected)).toEqual([false, true, false, true, false, true]);
  });

  it.each<[ModbusBehaviour, Partial<PadStatus>]>([
    ['wrong-crc', { problem: silentAt('1') }],
    ['exception', { problem: silentAt('1') }],
    ['wrong-unit', { problem: silentAt('1') }],
  ])('takes %s for no answer, and never for a press', async (behaviour, wanted) => {
    const { module, pads, seen } = await plugIn();
    await becomes(pads, WORKS);
    pads.arm();
    module.behave(behaviour);
    module.down(1);
    await becomes(pads, { connected: false, ...wanted });
    expect(seen()).toEqual([]);
    if (behaviour === 'wrong-crc') expect(pads.status()[0]?.badReasons.checksum).toBeGreaterThan(0);
    module.up(1);
    module.behave('answers');
    await becomes(pads, WORKS);
  });

  it('keeps what a module says of itself', async () => {
    const { module, pads } = await plugIn();
    await becomes(pads, WORKS);
    module.behave('exception');
    await vi.waitFor(() => expect(pads.report(0)).toMatchObject({ type: 'exception', fn: 2, code: 4 }));
  });

  it.each<ModbusBehaviour>(['in-pieces', 'noisy'])('hears an answer that comes %s', async (behaviour) => {
    const { module, pads, seen } = await plugIn([], (module) => module.behave(behaviour));
    await becomes(pads, WORKS);
    pads.arm();
    module.down(4);
    await vi.waitFor(() => expect(seen()).toEqual([2]));
  });

  it('asks several units in turn, keeps their presses apart, and goes on when one is dead', async () => {
    const { module, pads, events } = await plugIn([3, 7]);
    await becomes(pads, WORKS);
    pads.arm();
    module.down(1, 7);
    await vi.waitFor(() => expect(events).toMatchObject([{ level: 5, origin: { address: 7 } }]));
    module.behave('silent', 7);
    await becomes(pads, { connected: false, problem: silentAt('7') });
    module.down(2, 3);
    await vi.waitFor(() => expect(events).toHaveLength(2));
    expect(events[1]).toMatchObject({ level: 4, origin: { address: 3 } });
    // The dead one is asked more slowly, and does not hold up the other.
    const since = module.asked.length;
    await vi.waitFor(() => expect(module.asked.slice(since).filter((ask) => ask.startsWith('07')).length).toBe(1), {
      timeout: 5000,
    });
    expect(module.asked.slice(since).filter((ask) => ask.startsWith('03')).length).toBeGreaterThan(5);
    module.behave('answers', 7);
    await becomes(pads, WORKS);
    expect(module).toMatchObject({ mostOutstanding: 1, garbled: [] });
  });

  it('sends outputs between two questions, never into one', async () => {
    const { module, pads } = await plugIn();
    await becomes(pads, WORKS);
    for (const coil of [0, 1, 2, 3]) expect(await pads.output(0, 'relayOn', { coil })).toBe(true);
    await heardAgain(module);
    expect(module.asked.filter((ask) => ask.startsWith('0105'))).toEqual([
      '01050000ff008c3a',
      '01050001ff00ddfa',
      '01050002ff002dfa',
      '01050003ff007c3a',
    ]);
    expect(module).toMatchObject({ mostOutstanding: 1, garbled: [] });
  });

  it('leaves a line on which something else answers, and takes it up when the module is there', async () => {
    const { module, pads } = await plugIn([], (module) => module.behave('wrong-unit'));
    await becomes(pads, {
      connected: false,
      problem: expect.objectContaining({
        code: 'other-device',
        params: { output: 'readInputs', profile: 'modbus-di-8ch' },
      }),
    });
    module.behave('answers');
    await becomes(pads, WORKS);
  });

  it('resumes after it was unplugged and plugged in again', async () => {
    const { module, pads, seen } = await plugIn();
    await becomes(pads, WORKS);
    pads.arm();
    for (const round of [1, 2]) {
      await module.unplug();
      await becomes(pads, { connected: false, path: null });
      await module.replug();
      await becomes(pads, WORKS);
      await heardAgain(module);
      module.down(round);
      await vi.waitFor(() => expect(seen()).toHaveLength(round));
      module.up(round);
      await heardAgain(module);
    }
    expect(seen()).toEqual([5, 4]);
  });
});
