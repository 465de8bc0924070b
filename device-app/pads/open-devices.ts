import type { Timers } from '@mingjing/shared/basics/clock.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import { type DeviceProblem, deviceProblem } from '../core/devices/device-problem.ts';
import { PAD_DELAYS } from './delays.data.ts';
import type { DeviceConnection, Transport, WantedDevice } from './transport.ts';

interface Parts {
  readonly transport: Transport;
  readonly wanted: WantedDevice;
  readonly timers: Timers;
}

/** What happens to devices, with the round in which each was opened. */
export interface DeviceEvents {
  onOpened(round: number): void;
  onRefused(problem: DeviceProblem, round: number): void;
  onGone(problem: DeviceProblem, round: number): void;
  onClosed(round: number): void;
  onData(bytes: Uint8Array, round: number): void;
}

/** Opens and closes devices, each within its deadline, whatever the system does. */
export interface OpenDevices {
  open(path: string, round: number): void;
  close(round: number): void;
  get(round: number): DeviceConnection | undefined;
}

/** Carries out work that may hang: what comes first, its end or the deadline, goes on. */
export function withDeadline(timers: Timers, ms: number, late: () => void, work: Promise<void>): void {
  const cancel = timers.after(ms, late);
  void work.finally(cancel);
}

export function createOpenDevices({ transport, wanted, timers }: Parts, events: DeviceEvents): OpenDevices {
  const devices = new Map<number, DeviceConnection>();
  /** Devices that were lost before they were reported open. */
  const lost = new Map<number, DeviceProblem>();

  const opened = (round: number, result: Result<DeviceConnection, DeviceProblem>): void => {
    if (!result.ok) {
      events.onRefused(result.error, round);
      return;
    }
    devices.set(round, result.value);
    events.onOpened(round);
    const problem = lost.get(round);
    if (problem !== undefined) events.onGone(problem, round);
  };

  return {
    open(path, round) {
      lost.clear();
      const work = transport
        .open(path, wanted, {
          onData: (bytes) => events.onData(bytes, round),
          onGone(problem) {
            if (!devices.has(round)) lost.set(round, problem);
            events.onGone(problem, round);
          },
        })
        .then((result) => opened(round, result));
      const late = () => events.onRefused(deviceProblem('open-slow', { path }), round);
      withDeadline(timers, PAD_DELAYS.openDeadlineMs, late, work);
    },
    close(round) {
      const connection = devices.get(round);
      devices.delete(round);
      const closed = () => events.onClosed(round);
      const work = (connection?.close() ?? Promise.resolve()).then(closed);
      withDeadline(timers, PAD_DELAYS.closeDeadlineMs, closed, work);
    },
    get: (round) => devices.get(round),
  };
}
