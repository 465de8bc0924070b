import { loadProfiles } from '@mingjing/hardware-profiles/load-profiles.ts';
import { describe, expect, it } from 'vitest';
import { findPort } from './find-port.ts';
import type { SerialPortInfo } from './serial-backend.ts';
import { createFakeSerial } from './testing/fake-serial-backend.ts';

const catalogue = loadProfiles();
if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.error));
const shipped = catalogue.value.get('queue-bus-ff68-4key')!;
const ch340 = { vendorId: '1a86', productId: '7523' };
const match = [
  { vid: '1a86', pid: '7523' },
  { vid: '1a86', pid: '7523', serialNumber: 'HALL-3' },
  { pathGlobs: ['/dev/ttyCH341USB*'] },
];

async function find(ports: readonly SerialPortInfo[], path?: string, taken: readonly string[] = []) {
  const serial = createFakeSerial(() => undefined);
  for (const port of ports) serial.plug(port);
  return findPort(serial.backend, { ...shipped, match }, path, new Set(taken));
}

describe('finding the port of a pad', () => {
  it('takes the path of the settings, if it is there and free', async () => {
    expect(await find([{ path: '/dev/a' }, { path: '/dev/b', ...ch340 }], '/dev/a')).toEqual({
      ok: true,
      value: '/dev/a',
    });
    expect(await find([], '/dev/a')).toMatchObject({ error: '/dev/a is not there; check the cable and pads.path' });
    expect(await find([{ path: '/dev/a' }], '/dev/a', ['/dev/a'])).toMatchObject({ error: /another pad/ });
  });

  it.each<[string, SerialPortInfo[], string]>([
    [
      'by USB id',
      [
        { path: '/dev/other', vendorId: '0403', productId: '6001' },
        { path: '/dev/b', ...ch340 },
      ],
      '/dev/b',
    ],
    [
      'by serial number before USB id',
      [
        { path: '/dev/a', ...ch340 },
        { path: '/dev/b', ...ch340, serialNumber: 'HALL-3' },
      ],
      '/dev/b',
    ],
    ['by USB id before pattern', [{ path: '/dev/ttyCH341USB0' }, { path: '/dev/z', ...ch340 }], '/dev/z'],
    ['by pattern', [{ path: '/dev/ttyCH341USB1' }, { path: '/dev/ttyCH341USB0' }], '/dev/ttyCH341USB0'],
    [
      'the same of two every time',
      [
        { path: '/dev/b', ...ch340 },
        { path: '/dev/a', ...ch340 },
      ],
      '/dev/a',
    ],
  ])('recognises %s', async (_name, ports, expected) => {
    expect(await find(ports)).toEqual({ ok: true, value: expected });
  });

  it('leaves ports to the pads that have them', async () => {
    const ports = [
      { path: '/dev/a', ...ch340 },
      { path: '/dev/b', ...ch340 },
    ];
    expect(await find(ports, undefined, ['/dev/a'])).toEqual({ ok: true, value: '/dev/b' });
    expect(await find(ports, undefined, ['/dev/a', '/dev/b'])).toMatchObject({
      ok: false,
      error: /no port fits the profile queue-bus-ff68-4key/,
    });
  });
});
