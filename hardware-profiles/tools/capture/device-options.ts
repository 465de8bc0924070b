import type { ParseArgsOptionsConfig } from 'node:util';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { transportSchema } from '../../schema/transport.ts';
import type { CaptureRequest } from './capture-port.ts';

/** Options by which a device is named on the command line. */
export const DEVICE_OPTIONS = {
  path: { type: 'string' },
  baud: { type: 'string' },
  'data-bits': { type: 'string', default: '8' },
  parity: { type: 'string', default: 'none' },
  'stop-bits': { type: 'string', default: '1' },
  hid: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

export const DEVICE_USAGE =
  '--path P --baud 9600 [--data-bits 8] [--parity none] [--stop-bits 1] | --hid VID:PID[:usagePage:usage] [--path P]';

export interface DeviceValues {
  readonly path?: string | undefined;
  readonly baud?: string | undefined;
  readonly 'data-bits': string;
  readonly parity: string;
  readonly 'stop-bits': string;
  readonly hid?: string | undefined;
}

/** A device as the command line names it, and its transport as a profile would write it. */
export interface NamedDevice {
  readonly request: CaptureRequest;
  readonly transport: Readonly<Record<string, unknown>>;
}

const HID = /^([0-9a-f]{4}):([0-9a-f]{4})(?::(?:0x)?([0-9a-f]{1,4}):(?:0x)?([0-9a-f]{1,4}))?$/i;

function written(values: DeviceValues): Result<Readonly<Record<string, unknown>>, string> {
  if (values.hid !== undefined) {
    const [, , , usagePage, usage] = HID.exec(values.hid) ?? [];
    if (!HID.test(values.hid)) return err(`--hid "${values.hid}" must look like 05f3:0467 or feed:6465:ff60:61`);
    return ok({
      kind: 'hid',
      hid: usagePage === undefined ? {} : { usagePage: `0x${usagePage}`, usage: `0x${usage}` },
    });
  }
  if (values.path === undefined) return err('name the port with --path, or the device with --hid VID:PID');
  const serial = {
    baudRate: Number(values.baud ?? 9600),
    dataBits: Number(values['data-bits']),
    parity: values.parity,
    stopBits: Number(values['stop-bits']),
  };
  return ok({ kind: 'serial', serial });
}

/** Reads which device is meant. @returns what is wrong with the options, naming one and the cure */
export function readDevice(values: DeviceValues): Result<NamedDevice, string> {
  const transport = written(values);
  if (!transport.ok) return transport;
  const parsed = transportSchema.safeParse(transport.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return err(`the port's ${issue?.path.join('.')}: ${issue?.message}; use ${DEVICE_USAGE}`);
  }
  const [, vid, pid] = HID.exec(values.hid ?? '') ?? [];
  const match = vid === undefined || pid === undefined ? [] : [{ vid: vid.toLowerCase(), pid: pid.toLowerCase() }];
  return ok({ request: { transport: parsed.data, match, path: values.path }, transport: transport.value });
}
