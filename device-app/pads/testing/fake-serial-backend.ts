import { posix } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type {
  OpenProblem,
  SerialBackend,
  SerialConnection,
  SerialListener,
  SerialPortInfo,
} from '../serial-backend.ts';

interface Port {
  readonly info: SerialPortInfo;
  readonly received: number[];
  listener: SerialListener | undefined;
  stuck: boolean;
}

/** Ports in a test's hands. What a test did not plug in is not there; touching a port that is not in the right state throws. */
export interface FakeSerial {
  readonly backend: SerialBackend;
  plug(info: SerialPortInfo): void;
  unplug(path: string): void;
  /** Bytes from the pad. @throws when nobody has the port open */
  send(path: string, bytes: Iterable<number>): void;
  /** Bytes the host wrote since the port was plugged in. @throws when the port is not plugged in */
  received(path: string): readonly number[];
  isPlugged(path: string): boolean;
  isOpen(path: string): boolean;
  /** From now on the port takes no bytes; the next write is its end. */
  stick(path: string): void;
  /** Answers of the next opens, before the ports themselves are asked; `hold` waits for the returned function. */
  refuseOpen(problem: OpenProblem): void;
  holdOpen(): () => void;
  /** How often a port was opened, over all. */
  readonly opened: number;
}

/** @param reportBug receives exceptions of listeners, which must never end a connection */
export function createFakeSerial(reportBug: (cause: unknown) => void): FakeSerial {
  const ports = new Map<string, Port>();
  const refusals: OpenProblem[] = [];
  const holds: Promise<void>[] = [];
  let opened = 0;

  const need = (path: string): Port => {
    const port = ports.get(path);
    if (port === undefined) throw new Error(`fake serial: ${path} is not plugged in`);
    return port;
  };

  const isolated = (run: () => void): void => {
    try {
      run();
    } catch (cause) {
      reportBug(cause);
    }
  };

  const lose = (port: Port, reason: string): void => {
    const { listener } = port;
    port.listener = undefined;
    if (listener !== undefined) isolated(() => listener.onGone(reason));
  };

  const connect = (port: Port, listener: SerialListener): SerialConnection => {
    port.listener = listener;
    return {
      async write(bytes): Promise<Result<void, string>> {
        if (port.listener !== listener) return err('the port is closed');
        if (port.stuck) {
          lose(port, 'the pad takes no bytes');
          return err('the pad takes no bytes');
        }
        port.received.push(...bytes);
        return ok(undefined);
      },
      async close() {
        if (port.listener === listener) port.listener = undefined;
      },
    };
  };

  const openNow = (path: string, listener: SerialListener): Result<SerialConnection, OpenProblem> => {
    const refusal = refusals.shift();
    if (refusal !== undefined) return err(refusal);
    const port = ports.get(path);
    if (port === undefined) return err({ reason: `${path} is not there; check the cable` });
    if (port.listener !== undefined) return err({ reason: `${path} is in use by another program` });
    opened += 1;
    return ok(connect(port, listener));
  };

  return {
    backend: {
      list: async (globs) =>
        [...ports.values()]
          .map(({ info }) => info)
          .filter((info) => info.vendorId !== undefined || globs.some((glob) => posix.matchesGlob(info.path, glob))),
      exists: async (path) => ports.has(path),
      async open(path, _options, _presenceCheckMs, listener) {
        await holds.shift();
        return openNow(path, listener);
      },
    },
    plug(info) {
      if (ports.has(info.path)) throw new Error(`fake serial: ${info.path} is plugged in already`);
      ports.set(info.path, { info, received: [], listener: undefined, stuck: false });
    },
    unplug(path) {
      const port = need(path);
      ports.delete(path);
      lose(port, 'unplugged');
    },
    send(path, bytes) {
      const { listener } = need(path);
      if (listener === undefined) throw new Error(`fake serial: nobody has ${path} open`);
      isolated(() => listener.onData(Uint8Array.from(bytes)));
    },
    received: (path) => need(path).received,
    isPlugged: (path) => ports.has(path),
    isOpen: (path) => ports.get(path)?.listener !== undefined,
    stick(path) {
      need(path).stuck = true;
    },
    refuseOpen: (problem) => void refusals.push(problem),
    holdOpen() {
      const { promise, resolve } = Promise.withResolvers<void>();
      holds.push(promise);
      return resolve;
    },
    get opened() {
      return opened;
    },
  };
}
