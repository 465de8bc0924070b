import type { PadEvent, PadStatus, Pads } from '@mingjing/device-app/pads/pad-events.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPadSimulator, type PadSimulatorOptions } from '../simulators/pad/pad-simulator.ts';
import { nameOf, startPads } from './running-pads.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function plugIn(profile: string, options: PadSimulatorOptions = {}, addresses: number[] = []) {
  const pad = await createPadSimulator(options);
  closing.push(() => pad.close());
  const { pads, events, statuses } = startPads([{ profile, path: pad.path, addresses }]);
  closing.push(() => pads.stop());
  await vi.waitFor(() => expect(pads.status()[0]).toMatchObject({ connected: true, problem: null, path: pad.path }));
  return { pad, pads, events, statuses };
}

const seen = (events: readonly PadEvent[]) => events.map(nameOf);

async function counters(pads: Pads, wanted: Partial<PadStatus>) {
  await vi.waitFor(() => expect(pads.status()[0]).toMatchObject(wanted));
}

describe('a queue-bus pad on a real tty', () => {
  it('rates while armed, and only then', async () => {
    const { pad, pads, events } = await plugIn('queue-bus-ff68-4key');
    pad.press(5);
    await counters(pads, { strayPresses: 1, goodFrames: 1 });
    expect(events).toEqual([]);

    pads.arm();
    pad.press(4, 2);
    await vi.waitFor(() => expect(seen(events)).toEqual([4]));
    expect(events[0]).toMatchObject({ origin: { slot: 0, profile: 'queue-bus-ff68-4key', address: 2 } });

    pads.disarm();
    pad.press(3, 3);
    await counters(pads, { strayPresses: 2 });
    expect(seen(events)).toEqual([4]);
  });

  it.each([
    ['queue-bus-ff68-4key', 'mirrored-ack', { kind: 'mirrored-ack', address: 0x81, value: 3 }],
    ['queue-bus-ff68-4key@short-ack', 'short-ack', { kind: 'short-ack', address: 0x81 }],
    ['queue-bus-ff68-4key@mirrored-ack', 'mirrored-ack', { kind: 'mirrored-ack', address: 0x81, value: 3 }],
  ])('%s acknowledges only when told, with %s', async (profile, _variant, ack) => {
    const { pad, pads, events } = await plugIn(profile);
    pads.arm();
    pad.press(5);
    await vi.waitFor(() => expect(seen(events)).toEqual([5]));
    // An output asked for afterwards arrives, and no acknowledgement before it.
    expect(await pads.output(0, 'beepCaller', { addr: 1 })).toBe(true);
    await vi.waitFor(() => expect(pad.heard).toEqual([{ kind: 'beep', address: 1 }]));
    events[0]?.acknowledge();
    events[0]?.acknowledge();
    await vi.waitFor(() => expect(pad.acks()).toEqual([ack]));
    await pads.output(0, 'beepCaller', { addr: 1 });
    await vi.waitFor(() => expect(pad.heard).toHaveLength(3));
    expect(pad.acks()).toHaveLength(1);
  });

  it('echoes a caller’s key', async () => {
    const { pad, events } = await plugIn('queue-bus-ff68-4key');
    pad.requestEvaluation(7);
    await vi.waitFor(() => expect(seen(events)).toEqual(['requestEvaluation']));
    events[0]?.acknowledge();
    await vi.waitFor(() => expect(pad.acks()).toEqual([{ kind: 'echo', address: 7 }]));
  });

  it('reads all five grades of the five-grade pad', async () => {
    const { pad, pads, events } = await plugIn('queue-bus-ff68-5grade', { keys: 5, evaluatorBit: false });
    pads.arm();
    for (const [index, level] of pad.levels.entries()) {
      pad.press(level, index + 1);
      await vi.waitFor(() => expect(seen(events)).toEqual(pad.levels.slice(0, index + 1)));
    }
    expect(seen(events)).toEqual([5, 4, 3, 2, 1]);
  });

  it('keeps several pads on one port apart, and hears only its own addresses', async () => {
    const { pad, pads, events } = await plugIn('queue-bus-ff68-4key', {}, [1, 2]);
    pads.arm([2]);
    pad.merge(() => {
      pad.press(5, 1);
      pad.press(4, 2);
      pad.press(2, 3);
      pad.requestEvaluation(3);
      pad.requestEvaluation(1);
    });
    await vi.waitFor(() => expect(seen(events)).toEqual([4, 'requestEvaluation']));
    await counters(pads, { goodFrames: 5, strayPresses: 1, badFrames: 0 });
  });

  it('reads a frame that comes byte by byte, and resynchronises after noise', async () => {
    const { pad, pads, events } = await plugIn('queue-bus-ff68-4key');
    pads.arm();
    await pad.split(1, () => pad.press(5, 1));
    await vi.waitFor(() => expect(seen(events)).toEqual([5]));
    pad.merge(() => {
      pad.garbage();
      pad.press(2, 2);
    });
    await vi.waitFor(() => expect(seen(events)).toEqual([5, 2]));
    expect(pads.status()[0]?.badFrames).toBeGreaterThan(0);
  });

  it('resumes the same pad after it was unplugged and plugged in again', async () => {
    const { pad, pads, events, statuses } = await plugIn('queue-bus-ff68-4key');
    pads.arm();
    for (const round of [1, 2, 3]) {
      pad.press(4, round);
      await vi.waitFor(() => expect(events).toHaveLength(round));
      await pad.unplug();
      await counters(pads, { connected: false, path: null, problem: expect.any(Object) });
      expect(await pads.output(0, 'beepCaller', { addr: 1 })).toBe(false);
      await pad.replug();
      await counters(pads, { connected: true, problem: null, goodFrames: round });
    }
    const changes = statuses.map(([status]) => status?.connected);
    expect(changes.filter((up, index) => up !== changes[index - 1])).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it('does not acknowledge to a pad that was replugged since', async () => {
    const { pad, pads, events } = await plugIn('queue-bus-ff68-4key');
    pads.arm();
    pad.press(5);
    await vi.waitFor(() => expect(events).toHaveLength(1));
    await pad.unplug();
    await counters(pads, { connected: false });
    await pad.replug();
    await counters(pads, { connected: true });
    events[0]?.acknowledge();
    expect(await pads.output(0, 'beepCaller', { addr: 1 })).toBe(true);
    await vi.waitFor(() => expect(pad.heard).toEqual([{ kind: 'beep', address: 1 }]));
  });

  it('says why a port does not open', async () => {
    const { pad } = await plugIn('queue-bus-ff68-4key');
    const { pads: second } = startPads([
      { profile: 'queue-bus-ff68-4key', path: pad.path },
      { profile: 'no-such-pad' },
      { profile: 'queue-bus-ff68-4key', path: '/nowhere/tty' },
    ]);
    closing.push(() => second.stop());
    await vi.waitFor(() => {
      const [held, unknown, missing] = second.status();
      expect(held?.problem?.reason).toMatch(/in use by another program/);
      expect(unknown?.problem?.reason).toMatch(
        /pads\.1\.profile "no-such-pad" is unknown; use one of .*queue-bus-ff68-4key/,
      );
      expect(missing?.problem?.reason).toMatch(/\/nowhere\/tty is not there; check the cable and "path"/);
    });
  });
});
