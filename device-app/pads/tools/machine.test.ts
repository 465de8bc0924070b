import { matchSchema, transportSchema } from '@mingjing/hardware-profiles/schema/transport.ts';
import { err, ok } from '@mingjing/shared/basics/result.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { describe, expect, it } from 'vitest';
import { deviceProblem } from '../../core/devices/device-problem.ts';
import type { DeviceInfo, DeviceListener, Transport, Transports } from '../transport.ts';
import { createListPorts } from './list-ports.ts';
import { createOpenCapture } from './open-capture.ts';

const unasked = (): never => {
  throw new Error('not scripted');
};
const strict: Transport = { list: unasked, exists: unasked, open: unasked, watch: unasked };
const nothing: Transport = { ...strict, list: () => Promise.resolve([]) };

/** Transports of which only those given are there; the rest list nothing, or throw when anything else is asked. */
function transports(given: Partial<Transports>): Transports {
  return { serial: nothing, hid: nothing, keyboard: nothing, tcp: nothing, udp: nothing, websocket: nothing, ...given };
}

const hid = (usagePage: string, usage: string) => transportSchema.parse({ kind: 'hid', hid: { usagePage, usage } });
const serial = transportSchema.parse({ kind: 'serial', serial: { baudRate: 19_200 } });

describe('opening a device to listen to it', () => {
  const collections: readonly DeviceInfo[] = [
    { path: '/dev/hidraw3', vendorId: 'feed', productId: '6465', usagePage: 1, usage: 0x80 },
    { path: '/dev/hidraw4', vendorId: 'feed', productId: '6465', usagePage: 0xff60, usage: 0x61 },
  ];

  it('takes the collection that is named, sends nothing, and hands on what comes', async () => {
    const heard: unknown[] = [];
    let listener: DeviceListener | undefined;
    let closed = 0;
    const open = createOpenCapture(
      transports({
        hid: {
          ...strict,
          list: () => Promise.resolve(collections),
          open: (path, wanted, given) => {
            expect([path, wanted.profile.transport]).toEqual(['/dev/hidraw4', hid('0xff60', '0x61')]);
            listener = given;
            const close = () => {
              closed += 1;
              return Promise.resolve();
            };
            return Promise.resolve(ok({ write: unasked, close }));
          },
        },
      }),
    );
    const match = matchSchema.parse([{ vid: 'feed', pid: '6465' }]);
    const capture = await open(
      { transport: hid('0xff60', '0x61'), match, path: undefined },
      { onChunk: (bytes) => heard.push([...bytes]), onGone: (reason) => heard.push(reason) },
    );
    if (!capture.ok) throw new Error(capture.error);
    expect(capture.value).toMatchObject({ path: '/dev/hidraw4', usb: { vid: 'feed', pid: '6465' } });
    listener?.onData(Uint8Array.of(1, 2));
    listener?.onGone(deviceProblem('unplugged'));
    await capture.value.close();
    expect([heard, closed]).toEqual([[[1, 2], 'unplugged'], 1]);
  });

  it('names who holds a port, and says where there is none', async () => {
    const held: Transport = {
      ...nothing,
      exists: () => Promise.resolve(true),
      open: () =>
        Promise.resolve(
          err(deviceProblem('hid-in-use', { path: 'tty' }, { program: 'ModemManager', pid: 812, sure: true })),
        ),
    };
    const listener = { onChunk: unasked, onGone: unasked };
    const request = { transport: serial, match: [], path: 'tty' };
    expect(await createOpenCapture(transports({ serial: held }))(request, listener)).toEqual(
      err('tty is in use by another program; end it; held by ModemManager (process 812)'),
    );
    const shared: Transport = {
      ...held,
      open: unasked,
      holders: (paths) => Promise.resolve(new Map([[paths[0]!, { program: 'minicom', pid: 9, sure: true }]])),
    };
    expect(await createOpenCapture(transports({ serial: shared }))(request, listener)).toEqual(
      err('tty is in use; held by minicom (process 9): end that first'),
    );
    const absent: Transport = { ...nothing, exists: () => Promise.resolve(false) };
    const missing = await createOpenCapture(transports({ serial: absent }))(request, listener);
    expect(missing).toMatchObject({ ok: false, error: expect.stringMatching(/tty is not there/) });
  });
});

describe('listing ports', () => {
  it('says which profiles fit and by what, and who holds the port', async () => {
    const ports = createListPorts(
      transports({
        serial: {
          ...strict,
          list: () =>
            Promise.resolve([
              { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523', location: '1-1.4' },
              { path: '/dev/ttyS0' },
            ]),
          holders: () => Promise.resolve(new Map([['/dev/ttyUSB0', { program: 'screen', pid: 7, sure: true }]])),
        },
        hid: {
          ...strict,
          list: () =>
            Promise.resolve([{ path: '/dev/hidraw0', vendorId: 'beef', productId: '0001', usagePage: 0x8c, usage: 2 }]),
        },
      }),
      createManualTime().timers,
    );
    const [none, scanner, bridge] = (await ports()).toSorted((a, b) => a.fits.length - b.fits.length);
    expect(none).toMatchObject({ path: '/dev/ttyS0', usbId: null, holder: null, fits: [] });
    expect(bridge).toMatchObject({
      path: '/dev/ttyUSB0',
      kind: 'serial',
      usbId: '1a86:7523',
      location: '1-1.4',
      holder: 'screen (process 7)',
    });
    expect(bridge?.fits).toContainEqual({ profile: 'queue-bus-ff68-4key', by: 'usb-id' });
    expect(scanner?.fits).toContainEqual({ profile: 'scanner-hid-pos', by: 'usage' });
  });
});
