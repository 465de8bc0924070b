import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type DeviceProblem, deviceProblem } from '../../core/devices/device-problem.ts';
import type { DeviceConnection, DeviceInfo, DeviceListener } from '../transport.ts';

/** What a device says to a message, if anything. */
export type Answer = (bytes: readonly number[]) => Iterable<number> | undefined;

/** One device of {@link createFakeTransport}. */
export interface FakeDevice {
  readonly info: DeviceInfo;
  readonly received: number[];
  readonly messages: { readonly bytes: readonly number[]; readonly as: 'output' | 'feature' }[];
  readonly isOpen: boolean;
  connect(listener: DeviceListener): DeviceConnection;
  /** @throws when nobody has it open */
  say(bytes: Iterable<number>): void;
  lose(problem: DeviceProblem): void;
  /** From now on it takes no bytes; the next write is its end. */
  stick(): void;
}

export function createFakeDevice(
  info: DeviceInfo,
  answer: Answer | undefined,
  reportBug: (cause: unknown) => void,
): FakeDevice {
  const received: number[] = [];
  const messages: FakeDevice['messages'] = [];
  let open: DeviceListener | undefined;
  let stuck = false;

  const isolated = (run: () => void): void => {
    try {
      run();
    } catch (cause) {
      reportBug(cause);
    }
  };

  const lose = (problem: DeviceProblem): void => {
    const listener = open;
    open = undefined;
    if (listener !== undefined) isolated(() => listener.onGone(problem));
  };

  const reply = (listener: DeviceListener, bytes: readonly number[]): void => {
    const said = answer?.(bytes);
    if (said === undefined) return;
    // A device answers after the write is done, never within it.
    queueMicrotask(() => {
      if (open === listener) isolated(() => listener.onData(Uint8Array.from(said)));
    });
  };

  return {
    info,
    received,
    messages,
    get isOpen() {
      return open !== undefined;
    },
    connect(listener) {
      open = listener;
      return {
        async write(bytes, as): Promise<Result<void, string>> {
          if (open !== listener) return err('the port is closed');
          if (stuck) {
            const stops = deviceProblem('takes-no-bytes');
            lose(stops);
            return err(stops.reason);
          }
          received.push(...bytes);
          messages.push({ bytes: [...bytes], as });
          reply(listener, [...bytes]);
          return ok(undefined);
        },
        async close() {
          if (open === listener) open = undefined;
        },
      };
    },
    say(bytes) {
      const listener = open;
      if (listener === undefined) throw new Error(`fake transport: nobody has ${info.path} open`);
      isolated(() => listener.onData(Uint8Array.from(bytes)));
    },
    lose,
    stick() {
      stuck = true;
    },
  };
}
