import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { HidLibrary } from './hid-library.ts';
import { loadNodeHid, type NodeHidDevice, readDevice } from './hid-node.ts';
import { explainHidLoad, explainHidOpen } from './hid-problem.ts';

const loaded: HidLibrary | { readonly reason: string } = await loadNodeHid().catch((cause: unknown) => ({
  reason: explainHidLoad(cause).reason,
}));
const library = 'reason' in loaded ? undefined : loaded;
if ('reason' in loaded) console.warn(`SKIPPED: node-hid was not tried here. ${loaded.reason}`);

const EVENTS = { onReport: () => undefined, onError: () => undefined };

describe('the HID library of this machine', () => {
  it('loads, or says what it needs', () => {
    if ('reason' in loaded) expect(loaded.reason).toMatch(/install the packages|brings no binary/);
    else expect(Object.keys(loaded)).toEqual(['collections', 'open']);
  });

  it.skipIf(library === undefined)('lists what is there', async () => {
    for (const { path, vendorId } of await library!.collections()) {
      expect(path).not.toBe('');
      expect(vendorId).toBeGreaterThanOrEqual(0);
    }
  });

  it.skipIf(library === undefined || process.platform !== 'linux')('explains what cannot be opened', async () => {
    const explained = (path: string) =>
      library!.open(path, EVENTS).then(
        () => 'opened',
        (cause: unknown) => explainHidOpen(path, cause).reason,
      );
    expect(await explained('/dev/hidraw9999')).toBe('/dev/hidraw9999 is not there; check the cable');
    expect(await explained('/dev/null')).toMatch(/^\/dev\/null is no HID device/);
  });
});

/** An open device of node-hid as its source has it: reading begins a turn after somebody listens, and fails when it is closed by then. */
function fakeDevice() {
  const calls: string[] = [];
  const device = Object.assign(new EventEmitter(), {
    write: async (bytes: number[] | Buffer) => calls.push(`write ${[...bytes].join()}`),
    sendFeatureReport: async (bytes: number[] | Buffer) => calls.push(`feature ${[...bytes].join()}`),
    async close() {
      calls.push('close');
    },
  });
  device.on('newListener', (event: string) => {
    calls.push(`on ${event}`);
    if (event === 'data') process.nextTick(() => calls.push('read'));
  });
  return { device: device as NodeHidDevice & EventEmitter, calls };
}

describe('an open device of node-hid', () => {
  it('is listened to for errors before it is read, and not handed over before that began', async () => {
    const { device, calls } = fakeDevice();
    const handle = await readDevice(device, EVENTS);
    await handle.close();
    expect(calls).toEqual(['on error', 'on data', 'read', 'close']);
  });

  it('hands over reports, errors and what is sent as they are', async () => {
    const { device, calls } = fakeDevice();
    const told: unknown[] = [];
    const handle = await readDevice(device, {
      onReport: (report) => told.push([...report]),
      onError: (cause) => told.push(cause),
    });
    device.emit('data', Buffer.of(0, 1, 255));
    device.emit('error', 'could not read from HID device');
    expect(told).toEqual([[0, 1, 255], 'could not read from HID device']);
    await handle.send(Uint8Array.of(0, 0xb3, 6), 'output');
    await handle.send(Uint8Array.of(3, 6), 'feature');
    expect(calls.slice(-2)).toEqual(['write 0,179,6', 'feature 3,6']);
  });
});
