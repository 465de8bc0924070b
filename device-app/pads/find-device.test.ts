import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { DeviceSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { describe, expect, it } from 'vitest';
import { findDevice } from './find-device.ts';
import { createFakeTransport } from './testing/fake-transport.ts';
import { profileWith } from './testing/profile-with.ts';
import type { DeviceInfo } from './transport.ts';

const ch340 = { vendorId: '1a86', productId: '7523' };
const SERIAL = profileWith({
  transport: { kind: 'serial', serial: { baudRate: 9600 } },
  match: [
    { vid: '1A86', pid: '7523' },
    { vid: '1a86', pid: '7523', serialNumber: 'HALL-3' },
    { pathGlobs: ['/dev/ttyCH341USB*'] },
  ],
});
const RAW_HID = profileWith({
  transport: { kind: 'hid', hid: { usagePage: '0xff60', usage: '0x61' } },
  match: [{ usageOnly: true }, { vid: 'feed', pid: '0001' }],
});

interface Search {
  readonly profile?: PadProfile;
  readonly settings?: Partial<DeviceSettings>;
  readonly taken?: readonly string[];
  /** Paths that were another device, the first of them the longest ago. */
  readonly failed?: readonly string[];
}

function find(devices: readonly DeviceInfo[], { profile = SERIAL, settings, taken = [], failed = [] }: Search = {}) {
  const fake = createFakeTransport({ reportBug: () => undefined });
  for (const device of devices) fake.plug(device);
  return findDevice(
    fake.transport,
    { profile, settings: { profile: profile.name, peers: [], addresses: [], ...settings } },
    { isTaken: (path) => taken.includes(path), failedAt: new Map(failed.map((path, index) => [path, index + 1])) },
  );
}

const found = (path: string, matchedBy: string) => ({ ok: true, value: { path, node: path, matchedBy } });

describe('finding the device of a slot', () => {
  it('takes the path of the settings, if it is there and free', async () => {
    const settings = { path: '/dev/a' };
    expect(await find([{ path: '/dev/a' }, { path: '/dev/b', ...ch340 }], { settings })).toEqual(
      found('/dev/a', 'path'),
    );
    expect(await find([], { settings })).toMatchObject({ error: { code: 'path-missing', params: { path: '/dev/a' } } });
    expect(await find([{ path: '/dev/a' }], { settings, taken: ['/dev/a'] })).toMatchObject({
      error: { reason: expect.stringMatching(/used by another device of the settings/) },
    });
  });

  it.each<[string, DeviceInfo[], string, string]>([
    [
      'by USB id',
      [
        { path: '/dev/other', vendorId: '0403', productId: '6001' },
        { path: '/dev/b', vendorId: '1A86', productId: '7523' },
      ],
      '/dev/b',
      'usb-id',
    ],
    [
      'by the serial number of the profile before USB id',
      [
        { path: '/dev/a', ...ch340 },
        { path: '/dev/b', ...ch340, serialNumber: 'HALL-3' },
      ],
      '/dev/b',
      'serial-number',
    ],
    ['by USB id before pattern', [{ path: '/dev/ttyCH341USB0' }, { path: '/dev/z', ...ch340 }], '/dev/z', 'usb-id'],
    ['by pattern', [{ path: '/dev/ttyCH341USB1' }, { path: '/dev/ttyCH341USB0' }], '/dev/ttyCH341USB0', 'path-pattern'],
    [
      'the same of two every time',
      [
        { path: '/dev/b', ...ch340 },
        { path: '/dev/a', ...ch340 },
      ],
      '/dev/a',
      'usb-id',
    ],
  ])('recognises %s', async (_name, devices, path, matchedBy) => {
    expect(await find(devices)).toEqual(found(path, matchedBy));
  });

  it('takes the one that the settings name by number or place, also behind an unusual adapter', async () => {
    const devices = [
      { path: '/dev/a', ...ch340, serialNumber: 'A', location: '1-1.1' },
      { path: '/dev/b', ...ch340, serialNumber: 'B', location: '1-1.2' },
      { path: '/dev/c', vendorId: '0403', productId: '6001', serialNumber: 'C', location: '1-1.3' },
      { path: '/dev/d', vendorId: '0403', productId: '6001', serialNumber: 'B', location: '1-1.4' },
    ];
    const by = (settings: Partial<DeviceSettings>) => find(devices, { settings });
    expect(await by({ serialNumber: 'B' })).toEqual(found('/dev/b', 'serial-number'));
    expect(await by({ location: '1-1.2' })).toEqual(found('/dev/b', 'location'));
    expect(await by({ location: '1-1.3' })).toEqual(found('/dev/c', 'location'));
    expect(await by({ serialNumber: 'B', location: '1-1.4' })).toEqual(found('/dev/d', 'serial-number'));
    expect(await by({ serialNumber: 'A', location: '1-1.4' })).toMatchObject({
      error: { reason: expect.stringMatching(/no device A @ 1-1\.4 is there.*correct "serialNumber" and "location"/) },
    });
  });

  it('leaves devices to the slots that have them', async () => {
    const devices = [
      { path: '/dev/a', ...ch340 },
      { path: '/dev/b', ...ch340 },
    ];
    expect(await find(devices, { taken: ['/dev/a'] })).toEqual(found('/dev/b', 'usb-id'));
    expect(await find(devices, { taken: ['/dev/a', '/dev/b'] })).toMatchObject({
      error: { reason: expect.stringMatching(/no device fits the profile test-device/) },
    });
  });

  it('tries what was another device last, the longest ago first, and never forgets it', async () => {
    const devices = ['a', 'b', 'c'].map((name) => ({ path: `/dev/${name}`, ...ch340 }));
    const next = async (failed: readonly string[]) => {
      const result = await find(devices, { failed });
      return result.ok ? result.value.path : result.error;
    };
    expect(await next(['/dev/a'])).toBe('/dev/b');
    expect(await next(['/dev/b', '/dev/a'])).toBe('/dev/c');
    expect(await next(['/dev/b', '/dev/c', '/dev/a'])).toBe('/dev/b');
    // A better match that failed still comes after a worse one that did not.
    expect(
      await find([...devices, { path: '/dev/ttyCH341USB0' }], { failed: devices.map(({ path }) => path) }),
    ).toEqual(found('/dev/ttyCH341USB0', 'path-pattern'));
  });

  it('opens only the collection of a HID device that the profile names, whoever made it', async () => {
    const keyboard = { path: '/dev/hidraw0', vendorId: 'feed', productId: '0001', usagePage: 1, usage: 6 };
    const raw = { path: '/dev/hidraw1', vendorId: 'feed', productId: '0002', usagePage: 0xff60, usage: 0x61 };
    expect(await find([keyboard, raw], { profile: RAW_HID })).toEqual(found('/dev/hidraw1', 'usage'));
    expect(await find([keyboard], { profile: RAW_HID })).toMatchObject({ ok: false });
    expect(
      await find([{ path: '/dev/hidraw2', vendorId: 'feed', productId: '0001' }], { profile: RAW_HID }),
    ).toMatchObject({
      ok: false,
    });
    const named = { ...raw, vendorId: 'feed', productId: '0001', path: '/dev/hidraw3' };
    expect(await find([raw, named], { profile: RAW_HID })).toEqual(found('/dev/hidraw3', 'usb-id'));
    expect(
      await find([{ ...keyboard, location: '1-2' }], { profile: RAW_HID, settings: { location: '1-2' } }),
    ).toMatchObject({ ok: false });
  });

  it('never takes any device for a usage that the profile does not name', async () => {
    const profile = profileWith({ match: [{ usageOnly: true }] });
    expect(await find([{ path: '/dev/hidraw0', vendorId: 'feed', productId: '0001' }], { profile })).toMatchObject({
      ok: false,
    });
  });

  it('uses a template only where the settings name its port', async () => {
    const profile = { ...SERIAL, template: true };
    const devices = [{ path: '/dev/a', ...ch340, serialNumber: 'A' }];
    for (const settings of [{}, { serialNumber: 'A' }]) {
      expect(await find(devices, { profile, settings })).toMatchObject({
        error: { reason: expect.stringMatching(/is a template and fits any device; name the port in "path"/) },
      });
    }
    expect(await find(devices, { profile, settings: { path: '/dev/a' } })).toEqual(found('/dev/a', 'path'));
  });

  it('takes what a transport lists that lists only what the profile asks for', async () => {
    const profile = profileWith({ transport: { kind: 'keyboard', codes: ['F13'] } });
    expect(await find([{ path: 'keyboard', vendorId: '' }], { profile })).toEqual(found('keyboard', 'path'));
  });
});
