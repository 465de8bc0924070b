import type { Device, HIDAsync } from 'node-hid';
import type { HidCollection, HidEvents, HidHandle, HidLibrary } from './hid-library.ts';

/** The part of an open device of `node-hid` that we use. */
export type NodeHidDevice = Pick<HIDAsync, 'on' | 'write' | 'sendFeatureReport' | 'close'>;

function collectionOf(device: Device): readonly HidCollection[] {
  const { path, vendorId, productId, serialNumber, product, usagePage, usage } = device;
  if (path === undefined) return [];
  return [
    {
      path,
      vendorId,
      productId,
      serialNumber: serialNumber || undefined,
      product: product || undefined,
      interface: device.interface,
      usagePage,
      usage,
    },
  ];
}

/** Begins to read an open device. */
export async function readDevice(device: NodeHidDevice, events: HidEvents): Promise<HidHandle> {
  // Before `data`, which starts the reading: an error that nobody listens to ends the process.
  device.on('error', (cause) => events.onError(cause));
  device.on('data', (report: Buffer) => events.onReport(Uint8Array.from(report)));
  // Reading starts on the next turn, and must not find the device closed by then.
  await new Promise<void>((resolve) => process.nextTick(resolve));
  return {
    async send(report, as) {
      const bytes = Buffer.from(report);
      await (as === 'feature' ? device.sendFeatureReport(bytes) : device.write(bytes));
    },
    close: () => device.close(),
  };
}

/**
 * The `node-hid` package: its asynchronous half only, because the other blocks the event loop and corrupts memory when a device is closed
 * while it is read (HARDWARE §5, 15). Loaded when first asked for, so that a terminal without its prebuilt binary or system libraries
 * starts all the same.
 * @throws what the loader says, such as that libusb-1.0.so.0 is missing
 */
export async function loadNodeHid(): Promise<HidLibrary> {
  const { HIDAsync, devicesAsync, getHidapiVersion } = await import('node-hid');
  // The package itself loads its binary on the first call only; now is when we want to know.
  getHidapiVersion();
  return {
    collections: async () => (await devicesAsync()).flatMap(collectionOf),
    open: async (path, events) => readDevice(await HIDAsync.open(path), events),
  };
}
