import { posix } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type DeviceProblem, deviceProblem, type Holder } from '../../core/devices/device-problem.ts';
import type {
  DeviceConnection,
  DeviceInfo,
  DeviceListener,
  Transport,
  Transports,
  WantedDevice,
} from '../transport.ts';
import { type Answer, createFakeDevice, type FakeDevice } from './fake-device.ts';

/** Devices in a test's hands. What a test did not plug in is not there; touching a device that is not in the right state throws. */
export interface FakeTransport {
  readonly transport: Transport;
  /** This transport for every kind. */
  readonly transports: Transports;
  plug(info: DeviceInfo, answer?: Answer): void;
  unplug(path: string): void;
  /** Bytes from the device. @throws when nobody has it open */
  send(path: string, bytes: Iterable<number>): void;
  /** Bytes the host wrote since the device was plugged in. @throws when it is not plugged in */
  received(path: string): readonly number[];
  /** The same as whole messages. @throws when it is not plugged in */
  messages(path: string): FakeDevice['messages'];
  isPlugged(path: string): boolean;
  isOpen(path: string): boolean;
  /** From now on the device takes no bytes; the next write is its end. */
  stick(path: string): void;
  /** Answers of the next opens, before the devices themselves are asked; `hold` waits for the returned function. */
  refuseOpen(problem: DeviceProblem): void;
  holdOpen(): () => void;
  /** Another name for a device, as udev makes links. */
  link(name: string, path: string): void;
  /** Another program takes the device. */
  hold(path: string, program: string, pid?: number): void;
  letGo(path: string): void;
  /** Tells the watchers that something changed, whether or not anything did. */
  notify(): void;
  /** How often devices were opened and the bus was listed, and how many are open and watched now, over all. */
  readonly counts: {
    readonly opened: number;
    readonly listed: number;
    readonly open: number;
    readonly watching: number;
  };
  /** The most devices that were ever open at once. */
  readonly mostOpen: number;
}

export interface FakeTransportOptions {
  /** Receives exceptions of listeners, which must never end a connection. */
  readonly reportBug: (cause: unknown) => void;
  /** Whether the system tells of devices that come and go. */
  readonly reliable?: boolean;
}

function globsOf({ profile }: WantedDevice): readonly string[] {
  return profile.match.flatMap((entry) => ('pathGlobs' in entry ? entry.pathGlobs : []));
}

export function createFakeTransport({ reportBug, reliable = true }: FakeTransportOptions): FakeTransport {
  const devices = new Map<string, FakeDevice>();
  const refusals: DeviceProblem[] = [];
  const holds: Promise<void>[] = [];
  const programs = new Map<string, Holder>();
  const links = new Map<string, string>();
  const target = (name: string): string => links.get(name) ?? name;
  const watchers = new Set<() => void>();
  let opened = 0;
  let listed = 0;
  let mostOpen = 0;

  const need = (path: string): FakeDevice => {
    const device = devices.get(path);
    if (device === undefined) throw new Error(`fake transport: ${path} is not plugged in`);
    return device;
  };

  const notify = (): void => {
    if (reliable) for (const changed of [...watchers]) changed();
  };

  const countOpen = (): number => [...devices.values()].filter(({ isOpen }) => isOpen).length;

  const openNow = (path: string, listener: DeviceListener): Result<DeviceConnection, DeviceProblem> => {
    const refusal = refusals.shift();
    if (refusal !== undefined) return err(refusal);
    const device = devices.get(path);
    if (device === undefined) return err(deviceProblem('port-missing', { path }));
    const holder = programs.get(path);
    if (holder !== undefined || device.isOpen) return err(deviceProblem('port-in-use', { path }, holder ?? null));
    opened += 1;
    const connection = device.connect(listener);
    mostOpen = Math.max(mostOpen, countOpen());
    return ok(connection);
  };

  const transport: Transport = {
    async list(wanted) {
      listed += 1;
      return [...devices.values()]
        .map(({ info }) => info)
        .filter(
          (info) => info.vendorId !== undefined || globsOf(wanted).some((glob) => posix.matchesGlob(info.path, glob)),
        );
    },
    nodeOf: async (path) => target(path),
    exists: async (path) => devices.has(target(path)),
    async open(path, _wanted, listener) {
      await holds.shift();
      return openNow(target(path), listener);
    },
    watch(_wanted, onChange) {
      const changed = () => onChange();
      watchers.add(changed);
      return { reliable, stop: () => void watchers.delete(changed) };
    },
    holders: async (paths) => new Map([...programs].filter(([path]) => paths.includes(path))),
  };

  return {
    transport,
    transports: {
      serial: transport,
      hid: transport,
      keyboard: transport,
      tcp: transport,
      udp: transport,
      websocket: transport,
    },
    plug(info, answer) {
      if (devices.has(info.path)) throw new Error(`fake transport: ${info.path} is plugged in already`);
      devices.set(info.path, createFakeDevice(info, answer, reportBug));
      notify();
    },
    unplug(path) {
      const device = need(path);
      devices.delete(path);
      device.lose(deviceProblem('unplugged'));
      notify();
    },
    send: (path, bytes) => need(path).say(bytes),
    received: (path) => need(path).received,
    messages: (path) => need(path).messages,
    isPlugged: (path) => devices.has(path),
    isOpen: (path) => devices.get(path)?.isOpen === true,
    stick: (path) => need(path).stick(),
    refuseOpen: (problem) => void refusals.push(problem),
    holdOpen() {
      const { promise, resolve } = Promise.withResolvers<void>();
      holds.push(promise);
      return resolve;
    },
    link: (name, path) => void links.set(name, path),
    hold: (path, program, pid = 7) => void programs.set(path, { program, pid, sure: true }),
    letGo: (path) => void programs.delete(path),
    notify,
    get counts() {
      return { opened, listed, open: countOpen(), watching: watchers.size };
    },
    get mostOpen() {
      return mostOpen;
    },
  };
}
