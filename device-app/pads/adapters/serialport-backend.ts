import type { SerialOptions } from '@mingjing/hardware-profiles/schema/transport.ts';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { err, ok } from '@mingjing/shared/basics/result.ts';
import { SerialPort } from 'serialport';
import type { SerialBackend, SerialPortInfo } from '../serial-backend.ts';
import { scanGlobs, scanSysfs } from './list-ports.ts';
import { explainOpen } from './open-problem.ts';
import { nodeExists, watchNode } from './port-node.ts';
import { runConnection } from './serialport-connection.ts';

/** The list of serialport, for systems without sysfs; it may fail there, and then nothing is found. */
async function listByLibrary(): Promise<readonly SerialPortInfo[]> {
  const ports = await SerialPort.list().catch(() => []);
  return ports.map(({ path, vendorId, productId, serialNumber }) => ({
    path,
    ...(vendorId === undefined ? {} : { vendorId: vendorId.toLowerCase() }),
    ...(productId === undefined ? {} : { productId: productId.toLowerCase() }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
  }));
}

async function openPort(path: string, options: SerialOptions) {
  const { baudRate, dataBits, stopBits, parity, rtscts, hupcl, lock, dtr, rts } = options;
  const port = await SerialPort.binding.open({ path, baudRate, dataBits, stopBits, parity, rtscts, hupcl, lock });
  // Pseudo-terminals and some adapters have no such lines, which is no reason not to use them.
  await port.set({ dtr, rts }).catch(() => undefined);
  return port;
}

/** Throws on its own, away from the port: a bug ends the process and is not taken for an unplugged pad. */
function throwAside(cause: unknown): void {
  queueMicrotask(() => {
    throw cause;
  });
}

export interface SerialportBackendParts {
  readonly timers: Timers;
  /** What to do with exceptions of listeners; by default they are thrown again outside the port. */
  readonly reportBug?: (cause: unknown) => void;
}

/**
 * Serial ports through the `serialport` package: its bindings only, since its stream hides the end of a line.
 * Not for worker threads: the bindings poll on the main loop.
 */
export function createSerialportBackend({ timers, reportBug = throwAside }: SerialportBackendParts): SerialBackend {
  return {
    async list(globs) {
      const listed = (await scanSysfs()) ?? (await listByLibrary());
      const known = new Set(listed.map(({ path }) => path));
      return [...listed, ...(await scanGlobs(globs)).filter(({ path }) => !known.has(path))];
    },
    exists: nodeExists,
    async open(path, options, presenceCheckMs, listener) {
      try {
        const port = await openPort(path, options);
        const { highWaterMark, writeTimeoutMs } = options;
        const watch = (onMissing: () => void) => watchNode(path, presenceCheckMs, timers, onMissing);
        return ok(runConnection(port, { timers, listener, highWaterMark, writeTimeoutMs, watch, reportBug }));
      } catch (cause) {
        return err(await explainOpen(path, cause));
      }
    },
  };
}
