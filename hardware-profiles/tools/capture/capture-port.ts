import type { Result } from '@mingjing/shared/basics/result.ts';
import type { MatchEntry, TransportSpec } from '../../schema/transport.ts';

/** Which device is listened to. */
export interface CaptureRequest {
  readonly transport: TransportSpec;
  /** By what it is found where no path is given. */
  readonly match: readonly MatchEntry[];
  readonly path: string | undefined;
}

export interface CaptureListener {
  /** A chunk of a stream, or a whole report, as the driver hands it over. */
  onChunk(bytes: Uint8Array): void;
  /** The device is lost; nothing comes any more. Called once at most, and never after closing. */
  onGone(reason: string): void;
}

/** An open device that is only listened to: nothing is ever sent. */
export interface Capture {
  readonly path: string;
  /** Four lower-case hexadecimal digits each, where the device is on USB. */
  readonly usb: { readonly vid: string; readonly pid: string } | undefined;
  close(): Promise<void>;
}

/** Opens a device to listen to it. @returns why it cannot be, and what to do; never rejects */
export type OpenCapture = (request: CaptureRequest, listener: CaptureListener) => Promise<Result<Capture, string>>;
