import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { TransportKind } from '@mingjing/hardware-profiles/schema/transport.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import type { DeviceSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import type { DeviceProblem, Holder } from '../core/devices/device-problem.ts';

/** A port or device as the system shows it. What is absent the system does not say. */
export interface DeviceInfo {
  /** What `open` takes: a node, a HID path, an address. */
  readonly path: string;
  /** Four lower-case hexadecimal digits. */
  readonly vendorId?: string;
  readonly productId?: string;
  readonly serialNumber?: string;
  /** Place on the bus, such as `1-1.4`: tells two equal devices without serial numbers apart. */
  readonly location?: string;
  readonly product?: string;
  readonly usagePage?: number;
  readonly usage?: number;
  readonly interface?: number;
}

/** What an open device reports, from when `open` has resolved on. An exception of a listener never closes the device. */
export interface DeviceListener {
  /** Bytes of a stream, or one whole message: HID report with its number where it has one, datagram, WebSocket message. */
  onData(bytes: Uint8Array): void;
  /** The device is lost: unplugged, failed or stuck. Called once at most, and never after {@link DeviceConnection.close}. */
  onGone(problem: DeviceProblem): void;
}

export interface DeviceConnection {
  /** Resolves once the bytes are handed to the driver; fails with the reason, never rejects. */
  write(bytes: Uint8Array, as: 'output' | 'feature'): Promise<Result<void, string>>;
  /** Frees the device. Safe to call again, and after it is gone. Never rejects. */
  close(): Promise<void>;
}

/** A device that is looked for: its profile, and what the settings say of this one. */
export interface WantedDevice {
  readonly profile: PadProfile;
  readonly settings: DeviceSettings;
}

/** The seam between pads and one kind of hardware. None of its promises rejects. */
export interface Transport {
  /** Devices that are there now, with those that match the profile's path patterns even where the system's own list leaves them out. */
  list(wanted: WantedDevice): Promise<readonly DeviceInfo[]>;
  /** The node that a name leads to, by which two names of one device are known; where absent, each name is a device of its own. */
  nodeOf?(path: string): Promise<string>;
  /** Whether a device named in the settings is there. */
  exists(path: string): Promise<boolean>;
  open(path: string, wanted: WantedDevice, listener: DeviceListener): Promise<Result<DeviceConnection, DeviceProblem>>;
  /**
   * Calls `onChange` when devices of this kind may have come or gone.
   * @returns how to stop, and whether the system tells of every change now: where it does not, the caller must look by itself
   */
  watch(wanted: WantedDevice, onChange: () => void): { readonly reliable: boolean; stop(): void };
  /** Why no device of this kind can be used on this machine, and the cure; undefined as long as that is not known. */
  problem?(): DeviceProblem | undefined;
  /** Other programs that have these devices open, by path, where the system tells. */
  holders?(paths: readonly string[]): Promise<ReadonlyMap<string, Holder>>;
}

/** One transport for each kind that profiles may name. */
export type Transports = Readonly<Record<TransportKind, Transport>>;
