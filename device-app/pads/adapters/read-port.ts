import { read } from 'node:fs';
import { promisify } from 'node:util';

const readFd = promisify(read);

/** What serialport's Linux and macOS bindings offer for waiting on their descriptor. */
export interface PollablePort {
  readonly fd: number | null;
  readonly poller: { once(event: 'readable', done: (error: Error | null) => void): unknown };
}

function isPollable(port: object): port is PollablePort {
  return 'fd' in port && 'poller' in port;
}

/** The part of a binding's port that reading needs. */
export interface ReadablePort {
  readonly isOpen: boolean;
  read(buffer: Buffer, offset: number, length: number): Promise<{ readonly bytesRead: number }>;
}

function readable({ poller }: PollablePort): Promise<void> {
  return new Promise((resolve, reject) => {
    poller.once('readable', (error) => (error === null ? resolve() : reject(error)));
  });
}

const NOT_YET = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR']);

/** Reads from the descriptor, waiting for bytes as long as it takes. */
async function readPollable(port: PollablePort, buffer: Buffer): Promise<number> {
  for (;;) {
    if (port.fd === null) throw new Error('the port is closed');
    try {
      return (await readFd(port.fd, buffer, 0, buffer.length, null)).bytesRead;
    } catch (cause) {
      if (!NOT_YET.has(String((cause as NodeJS.ErrnoException).code))) throw cause;
    }
    await readable(port);
  }
}

/**
 * Waits for bytes.
 * @returns how many came; 0 when the line hung up. serialport's own reader asks again after 0, without end and with growing memory
 *   (bindings-cpp issue 162), so on systems with descriptors the reading is done here.
 */
export async function readSome(port: ReadablePort, buffer: Buffer): Promise<number> {
  if (isPollable(port)) return readPollable(port, buffer);
  return (await port.read(buffer, 0, buffer.length)).bytesRead;
}
