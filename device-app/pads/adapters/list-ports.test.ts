import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scanGlobs, scanSysfs } from './list-ports.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mingjing-sysfs-'));
  mkdirSync(join(root, 'class'));
  mkdirSync(join(root, 'dev'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A tty as the kernel shows it: a link to its device, deep below the USB device that carries the ids. */
function addTty(
  name: string,
  { usb, type, node = true }: { usb?: Record<string, string>; type?: string; node?: boolean },
) {
  const device = join(root, 'devices', name, '1-1.4', '1-1.4:1.0', name);
  mkdirSync(device, { recursive: true });
  for (const [file, text] of Object.entries(usb ?? {}))
    writeFileSync(join(root, 'devices', name, '1-1.4', file), `${text}\n`);
  mkdirSync(join(root, 'class', name));
  symlinkSync(device, join(root, 'class', name, 'device'));
  if (type !== undefined) writeFileSync(join(root, 'class', name, 'type'), `${type}\n`);
  if (node) writeFileSync(join(root, 'dev', name), '');
}

describe('listing ports without udevadm', () => {
  it('finds USB ports with their ids, also those of drivers that serialport does not know', async () => {
    addTty('ttyUSB0', { usb: { idVendor: '1a86', idProduct: '7523' } });
    addTty('ttyCH341USB0', { usb: { idVendor: '1a86', idProduct: '7523', serial: 'A7', product: 'USB Serial' } });
    addTty('ttyS0', { type: '4' });
    addTty('ttyS1', { type: '0' });
    addTty('ttyUSB9', { node: false });
    mkdirSync(join(root, 'class', 'tty1'));
    const ports = await scanSysfs(join(root, 'class'), join(root, 'dev'));
    expect(ports?.toSorted((a, b) => a.path.localeCompare(b.path))).toEqual([
      {
        path: join(root, 'dev', 'ttyCH341USB0'),
        vendorId: '1a86',
        productId: '7523',
        serialNumber: 'A7',
        product: 'USB Serial',
        location: '1-1.4',
      },
      { path: join(root, 'dev', 'ttyS0') },
      { path: join(root, 'dev', 'ttyUSB0'), vendorId: '1a86', productId: '7523', location: '1-1.4' },
    ]);
  });

  it('knows when there is no sysfs at all', async () => {
    expect(await scanSysfs(join(root, 'nowhere'), root)).toBeUndefined();
  });

  it('finds nodes by pattern, and nothing for patterns that lead nowhere', async () => {
    for (const name of ['ttyCH341USB0', 'ttyCH341USB1', 'ttyX']) writeFileSync(join(root, 'dev', name), '');
    const globs = [join(root, 'dev', 'ttyCH341USB*'), join(root, 'dev', 'ttyCH341USB?'), '/nowhere/x*', 'COM*'];
    expect(await scanGlobs(globs)).toEqual([0, 1].map((n) => ({ path: join(root, 'dev', `ttyCH341USB${n}`) })));
  });
});
