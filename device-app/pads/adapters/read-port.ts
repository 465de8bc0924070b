import { read } from 'node:fs';
import { promisify } from 'node:util';

const readFd = promisify(read);

/** The part of a binding's port that reading needs. */
export interface ReadablePort {
  read(buffer: Buffer, offset: number, length: number): Promise<{ readonly bytesRead: number }>;
}

/** What serialport's Linux and macOS bindings offer beyond that for waiting on their descriptor. */
export interface PollablePort extends ReadablePort {
  readonly fd: number | null;
  readonly poller: {
    once(event: 'readable', done: (error: Error | null) => void): unknown;
    /** Ends every wait with an error. */
    stop(): void;
  };
}

/** Reads an open port until it is told to end. */
export interface PortReader {
  /** Waits for bytes. Resolves with how many came, 0 when the line hung up; rejects when it cannot be read any more. */
  next(buffer: Buffer): Promise<number>;
  /** Ends a waiting read. Resolves once none is under way, so that closing cannot pull the descriptor away from under it. */
  end(): Promise<void>;
}

function isPollable(port: ReadablePort): port is PollablePort {
  return 'fd' in port && 'poller' in port;
}

const NOT_YET = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR']);

/** Reads the descriptor; undefined: no bytes yet. */
async function tryRead(fd: number, buffer: Buffer): Promise<number | undefined> {
  try {
    return (await readFd(fd, buffer, 0, buffer.length, null)).bytesRead;
  } catch (cause) {
    if (NOT_YET.has(String((cause as NodeJS.ErrnoException).code))) return undefined;
    throw cause;
  }
}

/**
 * Reads by descriptor. serialport's own reader asks again after an empty read, which is what a hung-up tty gives: without end and with
 * growing memory (bindings-cpp issue 162). It also starts to wait on a port that was closed meanwhile, which crashes the process; hence
 * every wait is preceded by a look whether the reader was ended.
 */
function createPollableReader(port: PollablePort): PortReader {
  let ended = false;
  let underWay: Promise<unknown> = Promise.resolve();

  const readable = (): Promise<void> =>
    new Promise((resolve, reject) => {
      port.poller.once('readable', (error) => (error === null ? resolve() : reject(error)));
    });

  const next = async (buffer: Buffer): Promise<number> => {
    while (!ended && port.fd !== null) {
      const count = await tryRead(port.fd, buffer);
      if (count !== undefined) return count;
      if (!ended) await readable();
    }
    throw new Error('the port is closed');
  };

  return {
    next(buffer) {
      const reading = next(buffer);
      underWay = reading.catch(() => undefined);
      return reading;
    },
    async end() {
      ended = true;
      port.poller.stop();
      await underWay;
    },
  };
}

/** Chooses how to read a port: by descriptor where there is one, else through the binding, whose close ends its reads. */
export function createPortReader(port: ReadablePort): PortReader {
  if (isPollable(port)) return createPollableReader(port);
  return {
    next: async (buffer) => (await port.read(buffer, 0, buffer.length)).bytesRead,
    end: () => Promise.resolve(),
  };
}
