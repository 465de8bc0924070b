import { realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * Where on the bus a HID device is plugged in, such as `1-1.4`, from the kernel's name of its USB device (sysfs, class hidraw).
 * @returns undefined where there is no sysfs, or the device is not on USB
 */
export async function findHidPlace(path: string, root = '/sys/class/hidraw'): Promise<string | undefined> {
  const device = await realpath(join(root, basename(path), 'device')).catch(() => undefined);
  // The nearest USB device above it: bus, then the ports on the way. What follows a colon is one of its interfaces.
  return device
    ?.split('/')
    .filter((folder) => /^\d+-\d+(\.\d+)*$/.test(folder))
    .at(-1);
}
