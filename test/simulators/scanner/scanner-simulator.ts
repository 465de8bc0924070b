import { openPty } from '../../support/pty.ts';

/** A GM65-class engine in continuous mode on the far end of a real tty: what it reads it sends as text with CR (HARDWARE §4.1). */
export interface ScannerSimulator {
  readonly path: string;
  /** A citizen holds a code before it. */
  scan(text: string): void;
  close(): Promise<void>;
}

export async function createScannerSimulator(): Promise<ScannerSimulator> {
  const pty = await openPty();
  return {
    path: pty.path,
    scan: (text) => pty.write(Buffer.from(`${text}\r`)),
    close: pty.close,
  };
}
