import { describe, expect, it } from 'vitest';
import { deviceProblem } from '../core/devices/device-problem.ts';
import { DIAGNOSTICS_LIMITS, diagnosticsSchema } from '../core/screen/diagnostics-page.ts';
import type { PadDiagnostics } from '../pads/pad-events.ts';
import { diagnosticsReport } from './diagnostics-report.ts';

type Slot = PadDiagnostics['slots'][number];

const PRESSED = { kind: 'level', level: 5, raw: '1' } as const;
const slot: Slot = {
  slot: 0,
  role: 'pad',
  profile: 'text-line-pad',
  title: { zh: '评价器', en: 'Pad' },
  connected: true,
  path: '/dev/ttyUSB0',
  matchedBy: 'usb-id',
  problem: null,
  goodFrames: 3,
  badFrames: 2,
  badReasons: { checksum: 2 },
  strayPresses: 1,
  traffic: [
    { at: 1, direction: 'in', size: 2, hex: 'ff 68' },
    { at: 3, direction: 'out', size: 1, hex: '06' },
  ],
  presses: [{ at: 2, verdict: 'stray', what: PRESSED }],
  report: { paper: 'near end', depth: 3, nested: { a: [1] } },
};
const port = {
  path: '/dev/ttyUSB0',
  kind: 'serial' as const,
  usbId: '1a86:7523',
  serialNumber: null,
  location: '1-1.4',
};

describe('the report to the technician', () => {
  it('says what the devices say, newest first', () => {
    const report = diagnosticsReport(
      {
        withheldMs: 0,
        slots: [slot],
        ports: [{ ...port, slot: 0, holder: null, fits: ['text-line-pad'] }],
      },
      'technician',
    );
    expect(diagnosticsSchema.parse(report)).toEqual(report);
    expect(report.devices[0]).toMatchObject({
      matchedBy: 'usb-id',
      badReasons: [{ reason: 'checksum', count: 2 }],
      traffic: [{ at: 3 }, { at: 1, size: 2, hex: 'ff 68' }],
      presses: [{ verdict: 'stray', what: PRESSED }],
      report: [
        { name: 'paper', value: 'near end' },
        { name: 'depth', value: '3' },
        { name: 'nested', value: '{"a":[1]}' },
      ],
    });
    expect(report.ports[0]).toMatchObject({ device: 0, location: '1-1.4' });
  });

  it('tells staff at their own machine neither bytes nor presses of a pad, nor what it says of itself (P5)', () => {
    const scanner: Slot = { ...slot, slot: 1, role: 'scanner' };
    const [pad, other] = diagnosticsReport({ withheldMs: 0, ports: [], slots: [slot, scanner] }, 'staff').devices;
    expect(pad).toMatchObject({ traffic: [], presses: [], report: [], goodFrames: 3, connected: true });
    expect(other).toMatchObject({ traffic: [{ at: 3 }, { at: 1 }], presses: [{}] });
  });

  it('says how much a scanner sent, whose bytes are not kept at all', () => {
    const traffic: Slot['traffic'] = [{ at: 9, direction: 'in', size: 19, hex: null }];
    const report = diagnosticsReport(
      { withheldMs: 0, ports: [], slots: [{ ...slot, role: 'scanner', traffic }] },
      'technician',
    );
    expect(report.devices[0]?.traffic).toEqual([{ at: 9, direction: 'in', size: 19, hex: null }]);
  });

  it('fits its page however much there is and however long it says it', () => {
    const long = 'x'.repeat(5000);
    const many = <T>(one: T) => Array.from({ length: 100 }, () => one);
    const loud: Slot = {
      ...slot,
      problem: deviceProblem('profile-unknown', { field: long, profile: long, names: long }),
      path: long,
      badReasons: Object.fromEntries(many(0).map((_, index) => [`parser-failed: ${long}${index}`, 1])),
      traffic: many({ at: 1, direction: 'in', size: 500, hex: long }),
      presses: many({ at: 1, verdict: 'accepted', what: { kind: 'key', key: long } as const }),
      report: Object.fromEntries(many(0).map((_, index) => [`${index}`, long])),
    };
    const busy = { ...port, slot: 99, holder: { program: long, pid: 7, sure: true }, fits: many(long) };
    const report = diagnosticsReport({ withheldMs: 0, slots: many(loud), ports: many(busy) }, 'technician');
    expect(diagnosticsSchema.safeParse(report).error).toBeUndefined();
    expect(report.devices).toHaveLength(DIAGNOSTICS_LIMITS.devices);
    expect(report.devices[0]?.badReasons).toEqual([{ reason: 'parser-failed', count: 100 }]);
    expect(report.ports[0]).toMatchObject({ device: null });
  });

  it('says to the technician, and to nobody else, how long bytes and presses are still kept back', () => {
    const withheld = (withheldMs: number, reader: 'technician' | 'staff' = 'technician') =>
      diagnosticsReport({ withheldMs, ports: [], slots: [slot] }, reader).withheld;
    expect([withheld(0), withheld(41_000), withheld(Number.POSITIVE_INFINITY)]).toEqual([
      null,
      { remainingMs: 41_000 },
      { remainingMs: null },
    ]);
    expect(withheld(41_000, 'staff')).toBeNull();
  });

  it('knows a reason that no table has as another one', () => {
    const odd = { ...slot, badReasons: { checksum: 1, 'reason 7': 2, 'parser-failed: boom': 3, other: 4 } };
    const [device] = diagnosticsReport({ withheldMs: 0, ports: [], slots: [odd] }, 'technician').devices;
    expect(device?.badReasons).toEqual([
      { reason: 'other', count: 6 },
      { reason: 'parser-failed', count: 3 },
      { reason: 'checksum', count: 1 },
    ]);
  });
});
