import { transportSchema } from '@mingjing/hardware-profiles/schema/transport.ts';
import { describe, expect, it } from 'vitest';
import { modemLines, portOptions } from './port-options.ts';

function parse(serial: object) {
  const spec = transportSchema.parse({ kind: 'serial', serial });
  if (spec.kind !== 'serial') throw new Error('no serial transport');
  return spec.serial;
}

describe('opening a serial port', () => {
  it('keeps to the profile in everything', () => {
    const options = parse({
      baudRate: 115_200,
      dataBits: 7,
      stopBits: 2,
      parity: 'even',
      rtscts: true,
      dtr: false,
      rts: false,
      hupcl: false,
    });
    expect(portOptions('/dev/pad', options)).toEqual({
      path: '/dev/pad',
      baudRate: 115_200,
      dataBits: 7,
      stopBits: 2,
      parity: 'even',
      rtscts: true,
      hupcl: false,
      lock: true,
    });
    expect(modemLines(options)).toEqual({ dtr: false, rts: false });
  });

  it('powers the pad and takes the port for itself, whatever a profile says', () => {
    const options = parse({ baudRate: 9600 });
    expect(portOptions('/dev/pad', options)).toMatchObject({ hupcl: true, lock: true, rtscts: false, parity: 'none' });
    expect(modemLines(options)).toEqual({ dtr: true, rts: true });
    const shared = transportSchema.safeParse({ kind: 'serial', serial: { baudRate: 9600, lock: false } });
    expect(shared.error?.issues[0]?.message).toMatch(/^must be true or left out: two programs on one port/);
  });
});
