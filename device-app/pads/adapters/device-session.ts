import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type DeviceProblem, deviceProblem } from '../../core/devices/device-problem.ts';
import type { DeviceConnection, DeviceListener } from '../transport.ts';
import { problemOf, throwAside } from './failures.ts';

/** What may wait until the listener is ready, at most: more means that the device floods us. */
const MAX_EARLY_MESSAGES = 64;

/** Why a transport other than HID refuses `as: 'feature'`. */
export const NO_FEATURE_REPORTS = 'only HID devices take feature reports; correct "as" of the output in the profile';

export interface SessionParts {
  readonly timers: Timers;
  readonly listener: DeviceListener;
  /** A write that takes longer than this means that the device is gone. */
  readonly writeTimeoutMs: number;
  /** Hands bytes to the driver; rejects with the reason. */
  readonly send: (bytes: Uint8Array, as: 'output' | 'feature') => Promise<void>;
  /** Frees the device; called once. */
  readonly release: () => Promise<void>;
  /** What to do with exceptions of the listener, which are bugs and not faults of the device; by default they are thrown aside. */
  readonly reportBug: ((cause: unknown) => void) | undefined;
}

/** One open device: what the driver reports goes in, what the contract of {@link DeviceConnection} promises comes out. */
export interface DeviceSession {
  readonly connection: DeviceConnection;
  /** The device is handed over: from the next turn on the listener is told, of what came before first. */
  begin(): DeviceConnection;
  /** Bytes arrived. Before the listener is told anything they wait. */
  data(bytes: Uint8Array): void;
  /** The device is lost: it is freed at once, and the listener told once. */
  gone(problem: DeviceProblem): void;
}

/**
 * Keeps the promises of an open device for every transport alike: gone is said once, nothing is said after closing, writes go out one
 * at a time and in time, and an exception of the listener closes nothing.
 */
export function createDeviceSession(parts: SessionParts): DeviceSession {
  const { timers, listener } = parts;
  let over = false;
  let closed = false;
  let released: Promise<void> | undefined;
  let tail: Promise<unknown> = Promise.resolve();
  /** What was reported before whoever opened the device had a chance to learn that it is open. */
  let early: (() => void)[] | undefined = [];

  const isolated = (run: () => void): void => {
    try {
      run();
    } catch (cause) {
      (parts.reportBug ?? throwAside)(cause);
    }
  };

  let cancelStart: () => void = () => undefined;
  const start = (): void => {
    const waiting = early ?? [];
    early = undefined;
    for (const run of waiting) if (!closed) run();
  };

  const release = (): Promise<void> => {
    released ??= parts.release().catch(() => undefined);
    return released;
  };

  const close = (): Promise<void> => {
    over = true;
    closed = true;
    cancelStart();
    return release();
  };

  const gone = (problem: DeviceProblem): void => {
    if (over) return;
    over = true;
    // Freed before anyone is told: a held node makes a replugged device appear under another name.
    void release();
    const tell = () => isolated(() => listener.onGone(problem));
    if (early === undefined) tell();
    else early.push(tell);
  };

  const data = (bytes: Uint8Array): void => {
    if (over) return;
    const tell = () => isolated(() => listener.onData(bytes));
    if (early === undefined) tell();
    else if (early.length < MAX_EARLY_MESSAGES) early.push(tell);
    else gone(deviceProblem('floods'));
  };

  const writeOnce = async (bytes: Uint8Array, as: 'output' | 'feature'): Promise<Result<void, string>> => {
    if (over) return err('the device is closed');
    const late = Promise.withResolvers<DeviceProblem>();
    const cancel = timers.after(parts.writeTimeoutMs, () => late.resolve(deviceProblem('takes-no-bytes')));
    const sent = parts.send(bytes, as).then(
      () => undefined,
      (cause: unknown) => problemOf(cause, (detail) => deviceProblem('write-failed', { detail })),
    );
    const problem = await Promise.race([sent, late.promise]);
    cancel();
    if (problem === undefined) return ok(undefined);
    gone(problem);
    return err(problem.reason);
  };

  const connection: DeviceConnection = {
    write(bytes, as) {
      const written = tail.then(() => writeOnce(bytes, as));
      tail = written;
      return written;
    },
    close,
  };
  return {
    connection,
    begin() {
      if (!closed) cancelStart = timers.after(0, start);
      return connection;
    },
    data,
    gone,
  };
}
