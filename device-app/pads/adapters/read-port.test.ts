import { constants, open } from 'node:fs/promises';
import { openPty } from '@mingjing/test/support/pty.ts';
import { describe, expect, it, vi } from 'vitest';
import { createPortReader, type PollablePort } from './read-port.ts';

function pollable(fd: number | null) {
  const waits: ((error: Error | null) => void)[] = [];
  let stopped = false;
  const port: PollablePort = {
    fd,
    read: () => Promise.reject(new Error('the descriptor is read directly')),
    poller: {
      once: (_event, done) => {
        if (stopped) throw new Error('waited on a port that was ended');
        waits.push(done);
      },
      stop: () => {
        stopped = true;
        for (const done of waits.splice(0)) done(new Error('Canceled'));
      },
    },
  };
  return { port, waits };
}

describe('reading a port', () => {
  it('takes an end of file for the end, where serialport’s own reader would ask for ever', async () => {
    // A hung-up tty reads like /dev/null: nothing, at once, every time.
    const file = await open('/dev/null');
    const { port, waits } = pollable(file.fd);
    expect(await createPortReader(port).next(Buffer.alloc(8))).toBe(0);
    expect(waits).toEqual([]);
    await file.close();
  });

  it('never waits on a port that was ended while a read was under way, which would crash the bindings', async () => {
    const pty = await openPty();
    const file = await open(pty.path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    const { port, waits } = pollable(file.fd);
    const reader = createPortReader(port);
    const reading = reader.next(Buffer.alloc(8));
    const outcome = expect(reading).rejects.toThrow('the port is closed');
    await reader.end();
    await outcome;
    expect(waits).toEqual([]);
    await expect(reader.next(Buffer.alloc(8))).rejects.toThrow('the port is closed');
    await file.close();
    await pty.close();
  });

  it('waits for bytes as long as it is not ended', async () => {
    const pty = await openPty();
    const file = await open(pty.path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    const { port, waits } = pollable(file.fd);
    const reader = createPortReader(port);
    const outcome = expect(reader.next(Buffer.alloc(8))).rejects.toThrow('Canceled');
    await vi.waitFor(() => expect(waits).toHaveLength(1));
    await reader.end();
    await outcome;
    await file.close();
    await pty.close();
  });

  it('reads through the binding where there is no descriptor', async () => {
    const read = async (_: Buffer, offset: number, length: number) => ({ bytesRead: length - offset });
    expect(await createPortReader({ read }).next(Buffer.alloc(8))).toBe(8);
  });
});
