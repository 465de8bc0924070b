import { backoffDelay } from '@mingjing/shared/basics/backoff.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import { err, type Result } from '@mingjing/shared/basics/result.ts';
import { type DeviceProblem, deviceProblem } from '../core/devices/device-problem.ts';
import {
  type ConnectionEffect,
  type ConnectionInput,
  type ConnectionState,
  STOPPED,
  stepConnection,
} from '../core/pads/connection-machine.ts';
import { PAD_DELAYS } from './delays.data.ts';
import type { DeviceClaims } from './device-claims.ts';
import { type FoundDevice, findDevice } from './find-device.ts';
import { createOpenDevices, withDeadline } from './open-devices.ts';
import type { DeviceConnection, Transport, WantedDevice } from './transport.ts';
import { watchChanges } from './watch-changes.ts';

export interface ConnectionEvents {
  /** Asks an open device whether it is the one; an error gives it up and tries another. Must settle, at the latest when it is lost. */
  prove(connection: DeviceConnection, device: FoundDevice): Promise<Result<void, DeviceProblem>>;
  onConnected(): void;
  /** Not connected, or no longer: why. */
  onProblem(problem: DeviceProblem): void;
  /** Bytes of an open device, from proving on. */
  onData(bytes: Uint8Array): void;
  /** Devices of this kind came or went. */
  onChange(): void;
}

export interface PadConnection {
  start(): void;
  /** Gives up the connection as lost, as if the pad had been unplugged; it is looked for again. */
  drop(problem: DeviceProblem): void;
  /** The device that is open does not speak as it should: leaves it if there is another that could be the one. */
  reconsider(problem: DeviceProblem): void;
  /** Resolves once nothing is open any more. */
  stop(): Promise<void>;
}

interface Parts {
  readonly wanted: WantedDevice;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly claims: DeviceClaims;
}

/** Slots that can take a device from under a search, at most one each. */
const MAX_RACES = 16;

/**
 * Finds a device and takes it for this slot. Another slot may take it while this search is under way; then the next best.
 * @param isWanted whether anybody still waits for it
 */
async function claimDevice(
  { transport, wanted, claims }: Parts,
  isWanted: () => boolean,
): Promise<Result<FoundDevice, DeviceProblem>> {
  for (let race = 0; race < MAX_RACES; race += 1) {
    const result = await findDevice(transport, wanted, claims);
    if (!result.ok || !isWanted()) return result;
    if (claims.take(result.value.node)) return result;
  }
  return err(deviceProblem('all-taken'));
}

/** Whether some other device could be the one, now that this one does not speak as it should. */
async function hasRival({ transport, wanted, claims }: Parts, device: FoundDevice): Promise<boolean> {
  claims.failed(device.node);
  const other = await findDevice(transport, wanted, { ...claims, isTaken: claims.isTakenByOthers });
  return other.ok && other.value.node !== device.node;
}

/** Keeps one pad connected: carries out what the connection machine decides. */
export function createPadConnection(parts: Parts, events: ConnectionEvents): PadConnection {
  const { wanted, timers, claims } = parts;
  const { profile, settings } = wanted;
  let state: ConnectionState = STOPPED;
  let found: FoundDevice | undefined;
  let refused = false;
  let cancelTimer: () => void = () => undefined;
  const whenStopped: (() => void)[] = [];
  const changes = watchChanges({ ...parts, onChange });
  const devices = createOpenDevices(parts, {
    onOpened: (round) => dispatch({ type: 'opened', round }),
    onRefused(problem, round) {
      refused = true;
      // Held by another program, or not permitted: another that fits may do.
      if (found !== undefined) claims.failed(found.node);
      dispatch({ type: 'open-failed', problem, round });
    },
    onGone: (problem, round) => dispatch({ type: 'gone', problem, round }),
    onClosed: (round) => dispatch({ type: 'closed', round }),
    onData(bytes, round) {
      const speaks = state.at === 'proving' || state.at === 'connected';
      if (speaks && state.round === round) events.onData(bytes);
    },
  });

  const dispatch = (input: ConnectionInput): void => {
    const step = stepConnection(state, input);
    state = step.state;
    for (const effect of step.effects) carryOut(effect);
  };

  function onChange(): void {
    dispatch({ type: 'changed', round: state.round });
    events.onChange();
  }

  const search = (round: number): void => {
    const isWanted = () => state.at === 'searching' && state.round === round;
    const work = claimDevice(parts, isWanted).then((result) => {
      if (result.ok && isWanted()) found = result.value;
      dispatch(
        result.ok
          ? { type: 'found', path: result.value.path, round }
          : { type: 'not-found', problem: result.error, round },
      );
    });
    const late = () => dispatch({ type: 'not-found', problem: deviceProblem('ports-not-told'), round });
    withDeadline(timers, PAD_DELAYS.searchDeadlineMs, late, work);
  };

  const settle = (round: number): void => {
    const ms = profile.transport.kind === 'serial' ? profile.transport.serial.settleMs : 0;
    const settled = () => dispatch({ type: 'settled', round });
    if (ms === 0) settled();
    else cancelTimer = timers.after(ms, settled);
  };

  const prove = async (round: number): Promise<void> => {
    const connection = devices.get(round);
    const device = found;
    if (connection === undefined || device === undefined) return;
    const proof = await events.prove(connection, device);
    if (state.at !== 'proving' || state.round !== round) return;
    if (proof.ok) claims.succeeded(device.node);
    else claims.failed(device.node);
    dispatch(proof.ok ? { type: 'proved', round } : { type: 'gone', problem: proof.error, round });
  };

  const pause = (failures: number, round: number): void => {
    const { minMs, maxMs, jitter } = profile.reconnect;
    const ms = backoffDelay({ firstMs: minMs, maxMs, factor: 2, jitter }, failures, parts.random());
    // HID libraries find even a device that the settings name by listing the whole bus.
    const enumerates = settings.path === undefined || profile.transport.kind === 'hid';
    const paced = changes.paced(ms, { enumerates, refused });
    refused = false;
    cancelTimer();
    cancelTimer = timers.after(paced, () => dispatch({ type: 'retry', round }));
  };

  const stopped = (): void => {
    cancelTimer();
    changes.stop();
    claims.release();
    for (const resolve of whenStopped.splice(0)) resolve();
  };

  const EFFECTS: {
    readonly [T in ConnectionEffect['type']]: (effect: Extract<ConnectionEffect, { type: T }>) => void;
  } = {
    search: ({ round }) => search(round),
    open: ({ path, round }) => devices.open(path, round),
    settle: ({ round }) => settle(round),
    prove: ({ round }) => void prove(round),
    close: ({ round }) => devices.close(round),
    pause: ({ failures, round }) => {
      claims.release();
      pause(failures, round);
    },
    connected: () => events.onConnected(),
    problem: ({ problem }) => events.onProblem(problem),
    stopped,
  };
  function carryOut(effect: ConnectionEffect): void {
    (EFFECTS[effect.type] as (effect: ConnectionEffect) => void)(effect);
  }

  const reconsider = async (problem: DeviceProblem): Promise<void> => {
    const { round, at } = state;
    if (at !== 'connected' || found === undefined) return;
    if (await hasRival(parts, found)) dispatch({ type: 'gone', problem, round });
  };

  return {
    start() {
      changes.start();
      dispatch({ type: 'start', round: state.round });
    },
    drop: (problem) => dispatch({ type: 'gone', problem, round: state.round }),
    reconsider: (problem) => void reconsider(problem),
    stop: () =>
      new Promise((resolve) => {
        whenStopped.push(resolve);
        dispatch({ type: 'stop', round: state.round });
      }),
  };
}
