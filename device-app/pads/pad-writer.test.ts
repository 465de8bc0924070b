import { ok } from '@mingjing/shared/basics/result.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { describe, expect, it } from 'vitest';
import { lineTiming } from './line-timing.ts';
import { createPadWriter } from './pad-writer.ts';
import { profileWith } from './testing/profile-with.ts';

async function flush(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

const serial = (baudRate: number, more: object = {}) => ({ kind: 'serial' as const, serial: { baudRate, ...more } });
const polled = {
  decode: [{ name: 'all', emit: 'report' as const }],
  outputs: { ask: { template: '01' } },
  poll: { output: 'ask', answers: ['all'] },
};

describe('the silence that a line needs', () => {
  it('is three and a half characters between frames of a polled line, however long its characters are', () => {
    expect(lineTiming(profileWith({ transport: serial(9600), ...polled })).gapMs).toBeCloseTo(3.646, 3);
    const even = serial(9600, { parity: 'even', stopBits: 2 });
    expect(lineTiming(profileWith({ transport: even, ...polled })).gapMs).toBeCloseTo((3.5 * 12) / 9.6, 3);
    expect(lineTiming(profileWith({ transport: serial(115_200), ...polled })).gapMs).toBe(1.75);
  });

  it('is none where the device talks by itself, and on anything but a serial line', () => {
    const quiet = serial(9600, { rs485: { turnaroundMs: 20 } });
    expect(lineTiming(profileWith({ transport: quiet }))).toMatchObject({ gapMs: 0, turnaroundMs: 20 });
    expect(lineTiming(profileWith({ transport: { kind: 'hid' }, ...polled }))).toEqual({
      gapMs: 0,
      turnaroundMs: 0,
      byteMs: 0,
    });
  });
});

describe('writing to a line', () => {
  function line() {
    const time = createManualTime();
    const sent: { readonly at: number; readonly byte: number | undefined }[] = [];
    const writer = createPadWriter({
      connection: {
        write: async ([byte]) => {
          sent.push({ at: time.clock.mono(), byte });
          return ok(undefined);
        },
        close: async () => undefined,
      },
      timing: { turnaroundMs: 20, gapMs: 4, byteMs: 1 },
      ...time,
      onSent: () => undefined,
    });
    const send = (size: number, byte: number) =>
      writer.send({ bytes: new Uint8Array(size).fill(byte), as: 'output', to: null });
    const pass = async (ms: number) => {
      for (let left = ms; left > 0; left -= 1) {
        time.advance(1);
        await flush();
      }
    };
    return { writer, send, pass, sent, time };
  }

  it('leaves a gap after each frame, from when the wire has had it', async () => {
    const { send, pass, sent } = line();
    const all = [send(8, 1), send(2, 2), send(1, 3)];
    await flush();
    await pass(40);
    expect(await Promise.all(all)).toEqual([true, true, true]);
    expect(sent).toEqual([
      { at: 0, byte: 1 },
      { at: 12, byte: 2 },
      { at: 18, byte: 3 },
    ]);
  });

  it('waits until a device has finished, and begins to wait again at each byte', async () => {
    const { writer, send, pass, sent } = line();
    writer.heard();
    const waiting = send(1, 1);
    await pass(15);
    writer.heard();
    await pass(19);
    expect(sent).toEqual([]);
    await pass(1);
    expect(await waiting).toBe(true);
    expect(sent).toEqual([{ at: 35, byte: 1 }]);
  });

  it('gives up what waits when it is stopped', async () => {
    const { writer, send, pass, sent, time } = line();
    writer.heard();
    const waiting = send(1, 1);
    await flush();
    writer.stop();
    expect(await waiting).toBe(false);
    expect(await send(1, 2)).toBe(false);
    await pass(50);
    expect(sent).toEqual([]);
    expect(time.pending()).toBe(0);
  });
});
