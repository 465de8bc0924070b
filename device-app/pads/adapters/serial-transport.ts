import { dirname } from 'node:path';
import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { SerialOptions } from '@mingjing/hardware-profiles/schema/transport.ts';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { err, ok } from '@mingjing/shared/basics/result.ts';
import { SerialPort } from 'serialport';
import type { DeviceInfo, Transport, WantedDevice } from '../transport.ts';
import { scanGlobs, scanSysfs } from './list-ports.ts';
import { explainOpen } from './open-problem.ts';
import { findHolders } from './port-holder.ts';
import { nodeExists, realNode, watchNode } from './port-node.ts';
import { modemLines, portOptions } from './port-options.ts';
import { runConnection } from './serialport-connection.ts';
import { watchNodes } from './watch-nodes.ts';

/** The list of serialport, for systems without sysfs; it may fail there, and then nothing is found. */
async function listByLibrary(): Promise<readonly DeviceInfo[]> {
  const ports = await SerialPort.list().catch(() => []);
  return ports.map(({ path, vendorId, productId, serialNumber, locationId }) => ({
    path,
    ...(vendorId === undefined ? {} : { vendorId: vendorId.toLowerCase() }),
    ...(productId === undefined ? {} : { productId: productId.toLowerCase() }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(locationId === undefined ? {} : { location: locationId }),
  }));
}

/** @throws for a profile of another kind: a mistake of the caller's */
function serialOptions({ transport, name }: PadProfile): SerialOptions {
  if (transport.kind !== 'serial') throw new TypeError(`${name} is no profile of a serial device`);
  return transport.serial;
}

function globsOf({ match }: PadProfile): readonly string[] {
  return match.flatMap((entry) => ('pathGlobs' in entry ? entry.pathGlobs : []));
}

async function openPort(path: string, options: SerialOptions) {
  const port = await SerialPort.binding.open(portOptions(path, options));
  // Pseudo-terminals and some adapters have no such lines, which is no reason not to use them.
  await port.set(modemLines(options)).catch(() => undefined);
  return port;
}

export interface SerialTransportParts {
  readonly timers: Timers;
  /** What to do with exceptions of listeners; by default they are thrown again outside the port. */
  readonly reportBug?: (cause: unknown) => void;
}

/** Nodes whose coming and going matters to a serial device: ttys of any driver, their stable names, and what the settings name. */
function watched({ profile, settings }: WantedDevice): readonly string[] {
  const own = settings.path === undefined ? globsOf(profile) : [settings.path];
  return [
    '/dev/tty*',
    '/dev/rfcomm*',
    '/dev/serial/by-*',
    '/dev/serial/by-id/*',
    '/dev/serial/by-path/*',
    ...own,
  ].filter((pattern) => dirname(pattern) !== '.');
}

/**
 * Serial ports through the `serialport` package: its bindings only, since its stream hides the end of a line.
 * Not for worker threads: the bindings poll on the main loop.
 */
export function createSerialTransport({ timers, reportBug }: SerialTransportParts): Transport {
  return {
    async list({ profile }) {
      const listed = (await scanSysfs()) ?? (await listByLibrary());
      const known = new Set(listed.map(({ path }) => path));
      return [...listed, ...(await scanGlobs(globsOf(profile))).filter(({ path }) => !known.has(path))];
    },
    nodeOf: realNode,
    exists: nodeExists,
    async open(path, { profile }, listener) {
      const options = serialOptions(profile);
      try {
        const port = await openPort(path, options);
        const { highWaterMark, writeTimeoutMs } = options;
        const { presenceCheckMs } = profile.heartbeat;
        const watch = (onMissing: () => void) => watchNode(path, presenceCheckMs, timers, onMissing);
        return ok(runConnection(port, { timers, listener, highWaterMark, writeTimeoutMs, watch, reportBug }));
      } catch (cause) {
        return err(await explainOpen(path, cause));
      }
    },
    watch: (wanted, onChange) => watchNodes(watched(wanted), onChange),
    holders: findHolders,
  };
}
