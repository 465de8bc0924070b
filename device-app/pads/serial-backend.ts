import type { SerialOptions } from '@mingjing/hardware-profiles/schema/transport.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';

/** A port of this machine. */
export interface SerialPortInfo {
  readonly path: string;
  /** Four lower-case hexadecimal digits, where the port is on USB. */
  readonly vendorId?: string;
  readonly productId?: string;
  readonly serialNumber?: string;
}

/** Why a port could not be opened. */
export interface OpenProblem {
  readonly reason: string;
  /** The program that holds the port, where the system tells. */
  readonly holder?: string;
}

/** What an open port reports. An exception of a listener never closes the port. */
export interface SerialListener {
  onData(bytes: Uint8Array): void;
  /** The port is lost: unplugged, failed or stuck. Called once at most, and never after {@link SerialConnection.close}. */
  onGone(reason: string): void;
}

export interface SerialConnection {
  /** Resolves once the bytes are handed to the driver; fails with the reason, never rejects. */
  write(bytes: Uint8Array): Promise<Result<void, string>>;
  /** Frees the port. Safe to call again, and after it is gone. Never rejects. */
  close(): Promise<void>;
}

/** The whole seam between pads and serial hardware. None of its promises rejects. */
export interface SerialBackend {
  /** Ports of this machine, with those that match `globs` even where the system's own list leaves them out. */
  list(globs: readonly string[]): Promise<readonly SerialPortInfo[]>;
  /** Whether the port's node exists. */
  exists(path: string): Promise<boolean>;
  open(
    path: string,
    options: SerialOptions,
    presenceCheckMs: number,
    listener: SerialListener,
  ): Promise<Result<SerialConnection, OpenProblem>>;
}
