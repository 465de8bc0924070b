import { open } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createPortReader, type PollablePort } from './read-port.ts';

function pollable(fd: number | null) {
  const waits: ((error: Error | null) => void)[] = [];
  const port: PollablePort = {
    fd,
    read: () => Promise.reject(new Error('the descriptor is read directly')),
    poller: {
      once: (_event, done) => waits.push(done),
      stop: () => {
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

  it('never waits on a port once ended, not even when a read was under way', async () => {
    const file = await open('/dev/ptmx', 'r+');
    const { port, waits } = pollable(file.fd);
    const reader = createPortReader(port);
    const ended = expect(createPortReader({ ...port, fd: null } as PollablePort).next(Buffer.alloc(8))).rejects.toThrow(
      /closed/,
    );
    await reader.end();
    await expect(reader.next(Buffer.alloc(8))).rejects.toThrow(/closed/);
    await ended;
    expect(waits).toEqual([]);
    await file.close();
  });

  it('reads through the binding where there is no descriptor', async () => {
    const read = async (_: Buffer, offset: number, length: number) => ({ bytesRead: length - offset });
    expect(await createPortReader({ read }).next(Buffer.alloc(8))).toBe(8);
  });
});
