import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProfiles } from '@mingjing/hardware-profiles/load-profiles.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceProblem } from '../../core/devices/device-problem.ts';
import { findDevice } from '../find-device.ts';
import { createFakeHid } from '../testing/fake-hid.ts';
import { profileWith } from '../testing/profile-with.ts';
import type { WantedDevice } from '../transport.ts';
import { findHidPlace } from './hid-place.ts';
import { createHidTransport } from './hid-transport.ts';

const profile = profileWith({});
const wanted: WantedDevice = { profile, settings: { profile: profile.name, peers: [], addresses: [] } };
const PATH = '/dev/hidraw0';

function set(firstReadMs = 0) {
  const time = createManualTime();
  const hid = createFakeHid();
  const bugs: unknown[] = [];
  const transport = createHidTransport({
    load: async () => hid.library,
    timers: time.timers,
    firstReadMs,
    reportBug: (cause) => bugs.push(cause),
  });
  return { time, hid, bugs, transport };
}

async function opened(bench: ReturnType<typeof set>, onData: (bytes: Uint8Array) => void = () => undefined) {
  bench.hid.plug({ path: PATH });
  const gone: string[] = [];
  const result = await bench.transport.open(PATH, wanted, { onData, onGone: ({ reason }) => gone.push(reason) });
  if (!result.ok) throw new Error(result.error.reason);
  bench.time.advance(0);
  return { connection: result.value, gone };
}

describe('listing HID devices', () => {
  it('tells what a fingerprint needs, and nothing that the device does not say', async () => {
    const { hid, transport } = set();
    hid.plug({
      path: PATH,
      vendorId: 0x5f3,
      productId: 0x405,
      serialNumber: 'K1',
      product: 'XK-24',
      usagePage: 12,
      interface: 0,
    });
    hid.plug({ path: '/dev/hidraw1', vendorId: 0x79, productId: 6, usagePage: 1, usage: 4, interface: -1 });
    expect(await transport.list(wanted)).toEqual([
      {
        path: PATH,
        vendorId: '05f3',
        productId: '0405',
        serialNumber: 'K1',
        product: 'XK-24',
        usagePage: 12,
        usage: 1,
        interface: 0,
      },
      { path: '/dev/hidraw1', vendorId: '0079', productId: '0006', usagePage: 1, usage: 4 },
    ]);
  });

  it('leaves keyboards and mice to the system, but not their other collections', async () => {
    const { hid, transport } = set();
    for (const usage of [1, 2, 6, 7]) hid.plug({ path: `/dev/hidraw${usage}`, usagePage: 1, usage });
    hid.plug({ path: '/dev/hidraw6', usagePage: 0xff60, usage: 0x61 });
    expect((await transport.list(wanted)).map(({ path, usage }) => [path, usage])).toEqual([['/dev/hidraw6', 0x61]]);
    expect(await transport.exists('/dev/hidraw1')).toBe(false);
    expect(await transport.exists('/dev/hidraw6')).toBe(true);
  });
});

describe('a bus that cannot be listed', () => {
  it('is said to be so, for as long as it is', async () => {
    const { hid } = set();
    let broken = true;
    const transport = createHidTransport({
      timers: createManualTime().timers,
      load: async () => ({
        ...hid.library,
        collections: () => (broken ? Promise.reject(new Error('udev does not answer')) : hid.library.collections()),
      }),
    });
    expect(await transport.list(wanted)).toEqual([]);
    expect(transport.problem?.()?.reason).toBe('HID devices cannot be listed: udev does not answer');
    broken = false;
    expect(await transport.exists(PATH)).toBe(false);
    expect(transport.problem?.()).toBeUndefined();
  });
});

describe('finding where a HID device is plugged in', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mingjing-hidraw-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const add = (name: string, ...folders: string[]) => {
    const device = join(root, 'devices', ...folders);
    mkdirSync(device, { recursive: true });
    mkdirSync(join(root, name));
    symlinkSync(device, join(root, name, 'device'));
  };

  it('names the USB device behind any hubs, and nothing for others', async () => {
    add('hidraw0', 'pci0000:00', 'usb1', '1-1', '1-1.4', '1-1.4:1.0', '0003:05F3:0467.0001');
    add('hidraw1', 'virtual', 'misc', 'uhid', '0005:05F3:0467.0002');
    expect(await findHidPlace('/dev/hidraw0', root)).toBe('1-1.4');
    expect(await findHidPlace('/dev/hidraw1', root)).toBeUndefined();
    expect(await findHidPlace('/dev/hidraw7', root)).toBeUndefined();
  });
});

describe('an open HID device', () => {
  const { catalogue, issues } = loadProfiles();
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  const vectors = [...new Set(catalogue.values())]
    .filter(({ transport }) => transport.kind === 'hid')
    .flatMap((shipped) => shipped.vectors);

  it('passes the recorded reports of every shipped HID profile both ways as they are', async () => {
    const bench = set();
    const heard: Uint8Array[] = [];
    const { connection } = await opened(bench, (bytes) => heard.push(bytes));
    for (const { direction, hex } of vectors) {
      if (direction === 'in') bench.hid.press(PATH, hex);
      else {
        const as = direction === 'feature' ? 'feature' : 'output';
        expect(await connection.write(hex, as)).toMatchObject({ ok: true });
        expect(bench.hid.sent(PATH).at(-1)).toEqual({ as, bytes: [...hex] });
      }
    }
    expect(heard).toEqual(vectors.filter(({ direction }) => direction === 'in').map(({ hex }) => hex));
    expect(heard.length).toBeGreaterThan(20);
  });

  it('hands over what came while it was being opened, from the next turn on', async () => {
    const bench = set();
    bench.hid.plug({ path: PATH });
    const heard: number[][] = [];
    const opening = bench.transport.open(PATH, wanted, {
      onData: (bytes) => heard.push([...bytes]),
      onGone: () => undefined,
    });
    await vi.waitFor(() => expect(bench.hid.isOpen(PATH)).toBe(true));
    bench.hid.press(PATH, [1]);
    await opening;
    expect(heard).toEqual([]);
    bench.time.advance(0);
    bench.hid.press(PATH, [2]);
    expect(heard).toEqual([[1], [2]]);
  });

  it('gives up a device that floods whoever is not ready yet', async () => {
    const bench = set();
    bench.hid.plug({ path: PATH });
    const gone: string[] = [];
    const heard: Uint8Array[] = [];
    const told = {
      onData: (bytes: Uint8Array) => heard.push(bytes),
      onGone: ({ reason }: DeviceProblem) => gone.push(reason),
    };
    expect(await bench.transport.open(PATH, wanted, told)).toMatchObject({ ok: true });
    for (let n = 0; n < 1000 && bench.hid.isOpen(PATH); n += 1) bench.hid.press(PATH, [n]);
    bench.time.advance(0);
    expect(heard).toHaveLength(64);
    expect(gone).toEqual(['sends more than anyone can take in']);
    await vi.waitFor(() => expect(bench.hid.isOpen(PATH)).toBe(false));
  });

  it('gives up a device that takes no reports, and frees it', async () => {
    const bench = set();
    const { connection, gone } = await opened(bench);
    bench.hid.stick(PATH);
    const written = connection.write(Uint8Array.of(0, 1), 'feature');
    await vi.waitFor(() => expect(bench.time.pending()).toBe(1));
    bench.time.advance(1000);
    expect(await written).toEqual({ ok: false, error: 'takes no bytes' });
    expect(gone).toEqual(['takes no bytes']);
    await vi.waitFor(() => expect(bench.hid.isOpen(PATH)).toBe(false));
  });

  it('says what the library says when it is gone', async () => {
    const bench = set();
    const { gone } = await opened(bench);
    bench.hid.unplug(PATH);
    expect(gone).toEqual(['unplugged: could not read from HID device']);
  });
});

describe('HID devices that cannot be used', () => {
  const listener = () => ({ onData: vi.fn<() => void>(), onGone: vi.fn<() => void>() });

  it('tells of a device that opens and cannot be read, as Windows does with what it keeps', async () => {
    const bench = set(150);
    bench.hid.plug({ path: PATH });
    bench.hid.makeUnreadable(PATH);
    const told = listener();
    const result = await bench.transport.open(PATH, wanted, told);
    expect(result).toMatchObject({
      ok: false,
      error: { reason: expect.stringMatching(/cannot be read.*usagePage, usage or interface.*could not read/) },
    });
    bench.time.advance(1000);
    expect(told.onGone).not.toHaveBeenCalled();
    expect(bench.hid.isOpen(PATH)).toBe(false);
  });

  it('waits for the first read no longer than it must', async () => {
    const bench = set(150);
    bench.hid.plug({ path: PATH });
    const told = listener();
    const opening = bench.transport.open(PATH, wanted, told);
    await vi.waitFor(() => expect(bench.time.pending()).toBe(1));
    bench.hid.press(PATH, [7]);
    bench.time.advance(150);
    expect(await opening).toMatchObject({ ok: true });
    bench.time.advance(0);
    expect(told.onData).toHaveBeenCalledExactlyOnceWith(Uint8Array.of(7));
  });

  it.each([
    ['Permission denied', /udev rules \(npm run profiles -- udev\)/],
    ['hid_error is not implemented yet: Access is denied. (0x00000005)', /udev|may not be opened/],
    ['ioctl(GRDESCSIZE) error, not a HIDRAW device?: Inappropriate ioctl for device', /is no HID device/],
    ['something new', /could not be opened: .*something new/],
  ])('names the cure for: %s', async (message, cure) => {
    const bench = set();
    bench.hid.plug({ path: PATH });
    bench.hid.refuseOpen(message);
    const result = await bench.transport.open(PATH, wanted, listener());
    expect(result).toMatchObject({ ok: false, error: { reason: expect.stringMatching(cure) } });
  });

  it.each([
    [
      'libusb-1.0.so.0: cannot open shared object file: No such file or directory',
      /install the packages libusb-1\.0-0/,
    ],
    ['libudev.so.1: cannot open shared object file: No such file or directory', /libudev1/],
    [
      'Failed to find binding for HID_hidraw\nTried paths:\n - prebuilds/HID_hidraw-linux-loong64',
      /no binary for this processor/,
    ],
    ['boom', /cannot be used: boom/],
  ])('lets a terminal start without the library: %s', async (message, cure) => {
    const unusable: string[] = [];
    const transport = createHidTransport({
      load: () => Promise.reject(new Error(message)),
      timers: createManualTime().timers,
      onUnusable: ({ reason }) => unusable.push(reason),
    });
    const limits = { isTaken: () => false, failedAt: new Map() };
    const found = [wanted, { profile, settings: { ...wanted.settings, path: PATH } }].map((one) =>
      findDevice(transport, one, limits),
    );
    const why = { ok: false, error: { reason: expect.stringMatching(cure) } };
    expect(await Promise.all(found)).toMatchObject([why, why]);
    const result = await transport.open(PATH, wanted, listener());
    expect(result).toMatchObject({ ok: false, error: { reason: expect.stringMatching(cure) } });
    expect(unusable).toEqual([expect.stringMatching(cure)]);
  });
});

describe.skipIf(process.platform !== 'linux')('watching HID nodes', () => {
  it('tells of nodes that come and go, and of no others', async () => {
    const nodeFolder = mkdtempSync(join(tmpdir(), 'mingjing-dev-'));
    const { hid } = set();
    const transport = createHidTransport({
      load: async () => hid.library,
      timers: createManualTime().timers,
      nodeFolder,
    });
    const changes: string[] = [];
    const watching = transport.watch(wanted, () => changes.push('change'));
    expect(watching.reliable).toBe(true);
    writeFileSync(join(nodeFolder, 'ttyUSB0'), '');
    writeFileSync(join(nodeFolder, 'hidraw3'), '');
    await vi.waitFor(() => expect(changes).toHaveLength(1));
    rmSync(join(nodeFolder, 'hidraw3'));
    await vi.waitFor(() => expect(changes).toHaveLength(2));
    expect(hid.enumerations).toBe(0);
    watching.stop();
    rmSync(nodeFolder, { recursive: true });
  });
});
