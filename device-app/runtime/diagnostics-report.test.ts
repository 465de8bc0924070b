import { describe, expect, it } from 'vitest';
import { DIAGNOSTICS_LIMITS, diagnosticsSchema } from '../core/screen/diagnostics-page.ts';
import type { PadDiagnostics } from '../pads/pad-events.ts';
import { diagnosticsReport } from './diagnostics-report.ts';

type Slot = PadDiagnostics['slots'][number];

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
  presses: [{ at: 2, verdict: 'stray', what: '5' }],
  report: { paper: 'near end', depth: 3, nested: { a: [1] } },
};
const port = { path: '/dev/ttyUSB0', kind: 'serial', usbId: '1a86:7523', serialNumber: null, location: '1-1.4' };

describe('the report to the technician', () => {
  it('says what the devices say, newest first', () => {
    const report = diagnosticsReport(
      {
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
      presses: [{ verdict: 'stray', what: '5' }],
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
    const [pad, other] = diagnosticsReport({ ports: [], slots: [slot, scanner] }, 'staff').devices;
    expect(pad).toMatchObject({ traffic: [], presses: [], report: [], goodFrames: 3, connected: true });
    expect(other).toMatchObject({ traffic: [{ at: 3 }, { at: 1 }], presses: [{}] });
  });

  it('says how much a scanner sent, whose bytes are not kept at all', () => {
    const traffic: Slot['traffic'] = [{ at: 9, direction: 'in', size: 19, hex: null }];
    const report = diagnosticsReport({ ports: [], slots: [{ ...slot, role: 'scanner', traffic }] }, 'technician');
    expect(report.devices[0]?.traffic).toEqual([{ at: 9, direction: 'in', size: 19, hex: null }]);
  });

  it('fits its page however much there is and however long it says it', () => {
    const long = 'x'.repeat(5000);
    const many = <T>(one: T) => Array.from({ length: 100 }, () => one);
    const loud: Slot = {
      ...slot,
      problem: long,
      path: long,
      badReasons: Object.fromEntries(many(0).map((_, index) => [`${long}${index}`, 1])),
      traffic: many({ at: 1, direction: 'in', size: 500, hex: long }),
      presses: many({ at: 1, verdict: 'accepted', what: long }),
      report: Object.fromEntries(many(0).map((_, index) => [`${index}`, long])),
    };
    const busy = { ...port, slot: 99, holder: long, fits: many(long) };
    const report = diagnosticsReport({ slots: many(loud), ports: many(busy) }, 'technician');
    expect(diagnosticsSchema.safeParse(report).error).toBeUndefined();
    expect(report.devices).toHaveLength(DIAGNOSTICS_LIMITS.devices);
    expect(report.ports[0]).toMatchObject({ device: null });
  });
});
