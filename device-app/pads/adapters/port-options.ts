import type { SerialOptions } from '@mingjing/hardware-profiles/schema/transport.ts';

/**
 * What serialport's bindings are told when a port is opened: all that the profile says, nothing left to their defaults, and
 * never shared with another program.
 */
export function portOptions(path: string, options: SerialOptions) {
  const { baudRate, dataBits, stopBits, parity, rtscts, hupcl } = options;
  return { path, baudRate, dataBits, stopBits, parity, rtscts, hupcl, lock: true };
}

/** How the modem lines stand while the port is open: some pads draw their power from them, some boards reset on them. */
export function modemLines({ dtr, rts }: SerialOptions) {
  return { dtr, rts };
}
