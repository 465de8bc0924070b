import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { Transports } from '../transport.ts';
import type { HidLibrary } from './hid-library.ts';
import { loadNodeHid } from './hid-node.ts';
import { createHidTransport } from './hid-transport.ts';
import { createKeyboardTransport, type KeyboardTransport } from './keyboard-transport.ts';
import { createSerialTransport } from './serial-transport.ts';
import { createTcpTransport } from './tcp-transport.ts';
import { createUdpTransport } from './udp-transport.ts';
import { createWebSocketTransport } from './websocket-transport.ts';

export interface TransportsParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: EventLog;
  /** Called when the keys that the shell must hand over changed. */
  readonly onKeyboardCodes?: (codes: readonly string[]) => void;
  /** Gets the HID library on first use; `node-hid` unless told otherwise. */
  readonly loadHid?: (() => Promise<HidLibrary>) | undefined;
}

/** All ways to reach hardware from this machine, and the keyboard that the shell feeds. */
export interface MachineTransports {
  readonly transports: Transports;
  readonly keyboard: KeyboardTransport;
}

/** Puts the transports of this machine together. Nothing is opened, loaded or listened for until a device is wanted. */
export function createTransports({
  clock,
  timers,
  log,
  onKeyboardCodes,
  loadHid = loadNodeHid,
}: TransportsParts): MachineTransports {
  const keyboard = createKeyboardTransport({
    timers,
    ...(onKeyboardCodes === undefined ? {} : { onCodes: onKeyboardCodes }),
  });
  const network = {
    clock,
    timers,
    onRefused: ({ address, peer, why }: { address: string; peer: string; why: string }) =>
      log('pad.peer-refused', { address, peer, why }),
  };
  const transports: Transports = {
    serial: createSerialTransport({ timers }),
    hid: createHidTransport({
      load: loadHid,
      timers,
      onUnusable: ({ reason }) => log('pad.open-failed', { reason }),
    }),
    keyboard: keyboard.transport,
    tcp: createTcpTransport(network),
    udp: createUdpTransport(network),
    websocket: createWebSocketTransport(network),
  };
  return { transports, keyboard };
}
