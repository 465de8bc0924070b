import { join } from 'node:path';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { err, ok } from '@mingjing/shared/basics/result.ts';
import { type DeviceProblem, deviceProblem } from '../../core/devices/device-problem.ts';
import type { DeviceInfo, DeviceListener, Transport } from '../transport.ts';
import { createDeviceSession } from './device-session.ts';
import { messageOf } from './failures.ts';
import type { HidCollection, HidHandle, HidLibrary } from './hid-library.ts';
import { findHidPlace } from './hid-place.ts';
import { explainHidLoad, explainHidOpen, explainHidUnreadable } from './hid-problem.ts';
import { findHolders } from './port-holder.ts';
import { realNode } from './port-node.ts';
import { watchNodes } from './watch-nodes.ts';

/** A HID report takes milliseconds; a stuck control transfer is given up by the kernel only after five seconds. */
const WRITE_TIMEOUT_MS = 1000;
/** Windows opens what it will not let us read; the first read, which begins at once, tells within this time. */
const FIRST_READ_MS = process.platform === 'win32' ? 150 : 0;
const GENERIC_DESKTOP = 0x01;
/** Usages that systems keep to themselves: pointer, mouse, keyboard, keypad (HID Usage Tables 1.5 §4; HARDWARE §5, 13). */
const KEPT_BY_THE_SYSTEM = new Set([0x01, 0x02, 0x06, 0x07]);

export interface HidTransportParts {
  /** Gets the library on first use; rejects with why there is none. */
  readonly load: () => Promise<HidLibrary>;
  readonly timers: Timers;
  /** Told once that no HID device can be used here, and why. */
  readonly onUnusable?: (problem: DeviceProblem) => void;
  /** What to do with exceptions of listeners; by default they are thrown again outside the device. */
  readonly reportBug?: (cause: unknown) => void;
  /** How long an opened device may take to turn out unreadable, ms; 0: not waited for. */
  readonly firstReadMs?: number;
  /** Where the system shows its devices as nodes `hidrawN`. */
  readonly nodeFolder?: string;
}

function isOurs({ usagePage, usage }: HidCollection): boolean {
  return usagePage !== GENERIC_DESKTOP || usage === undefined || !KEPT_BY_THE_SYSTEM.has(usage);
}

const hex4 = (id: number): string => id.toString(16).padStart(4, '0');

async function describe(collection: HidCollection): Promise<DeviceInfo> {
  const { path, serialNumber, product, usagePage, usage } = collection;
  const location = await findHidPlace(path);
  return {
    path,
    vendorId: hex4(collection.vendorId),
    productId: hex4(collection.productId),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(location === undefined ? {} : { location }),
    ...(product === undefined ? {} : { product }),
    ...(usagePage === undefined ? {} : { usagePage }),
    ...(usage === undefined ? {} : { usage }),
    ...(collection.interface < 0 ? {} : { interface: collection.interface }),
  };
}

/**
 * HID devices: buttons, lights, scanners, gamepads; never keyboards and mice, which no system gives away reliably. What is read and
 * written passes unchanged: the number of a report stands in front of what is written always, and of what is read where the device
 * numbers its reports.
 */
export function createHidTransport(parts: HidTransportParts): Transport {
  const { timers, firstReadMs = FIRST_READ_MS, nodeFolder = '/dev' } = parts;
  let loading: Promise<HidLibrary> | undefined;
  let unusable: DeviceProblem | undefined;
  let unlisted: DeviceProblem | undefined;
  const library = (): Promise<HidLibrary> => {
    loading ??= parts.load().catch((cause: unknown) => {
      unusable = explainHidLoad(cause);
      parts.onUnusable?.(unusable);
      throw cause;
    });
    return loading;
  };

  /** Nothing where the bus cannot be listed; then `problem` says why. */
  const collections = async (): Promise<readonly HidCollection[]> => {
    try {
      const all = await (await library()).collections();
      unlisted = undefined;
      return all.filter(isOurs);
    } catch (cause) {
      unlisted = deviceProblem('hid-unlisted', { detail: messageOf(cause) });
      return [];
    }
  };

  const openNow = async (hid: HidLibrary, path: string, listener: DeviceListener) => {
    const opening = Promise.withResolvers<HidHandle>();
    const failing = Promise.withResolvers<void>();
    let failure: { readonly cause: unknown } | undefined;
    let handedOver = false;
    const session = createDeviceSession({
      timers,
      listener,
      writeTimeoutMs: WRITE_TIMEOUT_MS,
      send: async (bytes, as) => (await opening.promise).send(bytes, as),
      release: async () => (await opening.promise).close(),
      reportBug: parts.reportBug,
    });
    const handle = await hid.open(path, {
      onReport: (report) => session.data(report),
      onError(cause) {
        failure ??= { cause };
        failing.resolve();
        if (handedOver) session.gone(deviceProblem('unplugged-says', { detail: messageOf(cause) }));
      },
    });
    opening.resolve(handle);
    await settled(failing.promise);
    handedOver = true;
    if (failure === undefined) return ok(session.begin());
    await session.connection.close();
    return err(explainHidUnreadable(path, failure.cause));
  };

  /** Waits for the first read to fail, where opening alone proves nothing. */
  const settled = async (failing: Promise<void>): Promise<void> => {
    if (firstReadMs === 0) return;
    const passed = Promise.withResolvers<void>();
    const cancel = timers.after(firstReadMs, () => passed.resolve());
    await Promise.race([failing, passed.promise]);
    cancel();
  };

  return {
    list: async () => Promise.all((await collections()).map(describe)),
    nodeOf: realNode,
    async exists(path) {
      // Settings may name a link that a udev rule made.
      const node = await realNode(path);
      return (await collections()).some((collection) => collection.path === node);
    },
    async open(path, _wanted, listener) {
      let hid: HidLibrary;
      try {
        hid = await library();
      } catch (cause) {
        return err(explainHidLoad(cause));
      }
      try {
        return await openNow(hid, path, listener);
      } catch (cause) {
        return err(explainHidOpen(path, cause));
      }
    },
    watch: ({ settings: { path } }, onChange) =>
      watchNodes([join(nodeFolder, 'hidraw*'), ...(path?.startsWith('/') ? [path] : [])], onChange),
    problem: () => unusable ?? unlisted,
    holders: findHolders,
  };
}
