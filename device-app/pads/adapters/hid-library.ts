/** A collection of a HID device as the library shows it: one device may have several, some under the same path (Linux). */
export interface HidCollection {
  readonly path: string;
  /** USB ids as numbers. */
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber: string | undefined;
  readonly product: string | undefined;
  /** −1 where there is none (Bluetooth). */
  readonly interface: number;
  readonly usagePage: number | undefined;
  readonly usage: number | undefined;
}

/** What an open HID device reports. Neither may throw: node-hid takes that for an error of the device (HARDWARE §5, 17). */
export interface HidEvents {
  /** One input report, with its number in front only where the device numbers its reports. */
  onReport(report: Uint8Array): void;
  /** Reading failed, which is all that hidapi tells of an unplugged device (HARDWARE §5, 14). */
  onError(cause: unknown): void;
}

/** An open HID device. */
export interface HidHandle {
  /** Sends a report whose first byte is its number, 0 where reports are unnumbered. Rejects with the reason. */
  send(report: Uint8Array, as: 'output' | 'feature'): Promise<void>;
  /** Resolves once nothing reads any more. */
  close(): Promise<void>;
}

/** All that is used of a HID library: four methods, so that it can be replaced, and faked by hand. */
export interface HidLibrary {
  /** A costly look at the whole bus (HARDWARE §5, 16). */
  collections(): Promise<readonly HidCollection[]>;
  /** Opens by path, never by ids, of which two equal devices have the same. Rejects with the reason. */
  open(path: string, events: HidEvents): Promise<HidHandle>;
}
