import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { describe, expect, it } from 'vitest';
import { deviceProblem } from '../../core/devices/device-problem.ts';
import { createDeviceSession } from './device-session.ts';

function set(send: () => Promise<void> = () => Promise.resolve()) {
  const time = createManualTime();
  const told: string[] = [];
  const onTold = { run: (): void => undefined };
  let released = 0;
  const session = createDeviceSession({
    timers: time.timers,
    listener: {
      onData(bytes) {
        told.push(`data ${bytes.join()}`);
        onTold.run();
      },
      onGone: ({ reason }) => told.push(`gone ${reason}`),
    },
    writeTimeoutMs: 100,
    send,
    release: async () => {
      released += 1;
    },
    reportBug: undefined,
  });
  const begun = () => {
    const connection = session.begin();
    time.advance(0);
    return connection;
  };
  return { time, told, session, onTold, begun, released: () => released };
}
const BYTES = Uint8Array.of(1, 2);

const UNPLUGGED = deviceProblem('unplugged');

describe('an open device', () => {
  it('says one end only, whatever the driver goes on to report', async () => {
    const { told, session, begun, released } = set();
    const connection = begun();
    session.gone(UNPLUGGED);
    session.gone(deviceProblem('line-hung-up'));
    session.data(BYTES);
    await connection.close();
    session.gone(deviceProblem('floods'));
    expect(told).toEqual(['gone unplugged']);
    expect(released()).toBe(1);
  });

  it('says nothing once it is closed, however often', async () => {
    const { told, session, begun, released } = set();
    const connection = begun();
    await Promise.all([connection.close(), connection.close()]);
    session.data(BYTES);
    session.gone(UNPLUGGED);
    expect(told).toEqual([]);
    expect(released()).toBe(1);
    expect(await connection.write(BYTES, 'output')).toEqual({ ok: false, error: 'the device is closed' });
  });

  it('tells what came before it was handed over, the end last', () => {
    const { told, session, begun } = set();
    session.data(BYTES);
    session.gone(UNPLUGGED);
    expect(told).toEqual([]);
    begun();
    expect(told).toEqual(['data 1,2', 'gone unplugged']);
  });

  it('keeps what came early to itself when it is closed before anyone could be told', async () => {
    const { time, told, session } = set();
    session.data(BYTES);
    const connection = session.begin();
    await connection.close();
    time.advance(0);
    expect(told).toEqual([]);
    expect(time.pending()).toBe(0);
  });

  it('stops telling when a listener closes it in the middle', () => {
    const { time, told, session, onTold } = set();
    for (let n = 0; n < 3; n += 1) session.data(BYTES);
    const connection = session.begin();
    onTold.run = () => void connection.close();
    time.advance(0);
    expect(told).toEqual(['data 1,2']);
  });

  it('is gone when a write fails, and says why', async () => {
    const { told, begun } = set(() => Promise.reject(new Error('no such device')));
    const result = await begun().write(BYTES, 'output');
    expect(result).toEqual({ ok: false, error: 'writing failed: no such device' });
    expect(told).toEqual(['gone writing failed: no such device']);
  });

  it('sends the next only when the one before is through, and no timer is left', async () => {
    const ends: (() => void)[] = [];
    const { time, begun } = set(() => new Promise((resolve) => void ends.push(resolve)));
    const connection = begun();
    const writes = [connection.write(BYTES, 'output'), connection.write(BYTES, 'output')];
    await expect.poll(() => ends.length).toBe(1);
    ends[0]!();
    await writes[0];
    await expect.poll(() => ends.length).toBe(2);
    ends[1]!();
    expect(await writes[1]).toEqual({ ok: true, value: undefined });
    expect(time.pending()).toBe(0);
  });
});
