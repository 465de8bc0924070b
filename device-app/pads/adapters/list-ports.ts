import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import type { DeviceInfo } from '../transport.ts';

/** Levels between a tty's device and the USB device that carries its ids. */
const MAX_USB_DEPTH = 6;

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').then(
    (text) => text.trim() || undefined,
    () => undefined,
  );
}

/** Climbs from a device to the USB device above it; what is on no USB bus has nothing to tell. */
async function readUsbIds(device: string): Promise<Omit<DeviceInfo, 'path'>> {
  let folder = device;
  for (let depth = 0; depth < MAX_USB_DEPTH; depth += 1) {
    const vendorId = await readText(join(folder, 'idVendor'));
    const productId = await readText(join(folder, 'idProduct'));
    if (vendorId !== undefined && productId !== undefined) {
      const serialNumber = await readText(join(folder, 'serial'));
      const product = await readText(join(folder, 'product'));
      return {
        vendorId,
        productId,
        // The kernel names the folder after bus and ports: 1-1.4 is port 4 of the hub at port 1 of bus 1.
        location: basename(folder),
        ...(serialNumber === undefined ? {} : { serialNumber }),
        ...(product === undefined ? {} : { product }),
      };
    }
    folder = dirname(folder);
  }
  return {};
}

/**
 * Serial ports as the kernel lists them (sysfs, class tty): needs no udevadm, and shows drivers whose node names other lists do not know,
 * such as ttyCH341USB.
 * @returns undefined where there is no sysfs
 */
export async function scanSysfs(root = '/sys/class/tty', dev = '/dev'): Promise<readonly DeviceInfo[] | undefined> {
  const names = await readdir(root).catch(() => undefined);
  if (names === undefined) return undefined;
  const ports: DeviceInfo[] = [];
  for (const name of names) {
    const device = await realpath(join(root, name, 'device')).catch(() => undefined);
    // Terminals without a device are virtual; type 0 is a placeholder of the 8250 driver.
    if (device === undefined || (await readText(join(root, name, 'type'))) === '0') continue;
    const path = join(dev, name);
    if (await stat(path).catch(() => undefined)) ports.push({ path, ...(await readUsbIds(device)) });
  }
  return ports;
}

/** Nodes that match patterns with `*` and `?` in their last segment. */
export async function scanGlobs(globs: readonly string[]): Promise<readonly DeviceInfo[]> {
  const found = new Set<string>();
  for (const glob of globs) {
    if (!posix.isAbsolute(glob)) continue;
    const names = await readdir(dirname(glob)).catch(() => []);
    for (const name of names) if (posix.matchesGlob(name, basename(glob))) found.add(join(dirname(glob), name));
  }
  return [...found].sort().map((path) => ({ path }));
}
