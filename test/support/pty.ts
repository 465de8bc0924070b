import { spawn } from '@lydell/node-pty';

/** A real tty pair: a program opens `path` as its serial port, the test holds the other end. */
export interface Pty {
  readonly path: string;
  /** Sends bytes to whoever has `path` open. */
  write(bytes: Uint8Array): void;
  /** Bytes that arrived from there. Returns what stops listening. */
  onData(listener: (bytes: Uint8Array) => void): () => void;
  /** Stops taking bytes, so that the other end's writes back up. */
  pause(): void;
  /** Hangs up: for the other end the device is unplugged. Resolves once the tty is gone. Safe to call again. */
  close(): Promise<void>;
}

// The child owns the terminal and keeps it open; raw, so that no byte is changed, echoed or taken for a signal. It holds it by its other name,
// so that whoever asks who has `path` open is told of real programs only.
const KEEPER = 'stty raw -echo && tty && exec sleep 2147483647 </dev/tty >/dev/tty 2>/dev/tty';

/** Opens a real tty pair. @throws when the system has none to give */
export async function openPty(): Promise<Pty> {
  // `encoding: null` makes node-pty deliver Buffers, whatever its types say.
  const child = spawn('/bin/sh', ['-c', KEEPER], { encoding: null });
  const exited = new Promise<void>((resolve) => child.onExit(() => resolve()));

  const path = await new Promise<string>((resolve, reject) => {
    let text = '';
    const reading = child.onData((chunk) => {
      text += Buffer.from(chunk).toString('latin1');
      const found = /(\/dev\/\S+)\r?\n/.exec(text)?.[1];
      if (found === undefined) return;
      reading.dispose();
      resolve(found);
    });
    void exited.then(() => reject(new Error(`no tty: ${text || 'the shell ended'}`)));
  });

  return {
    path,
    // node-pty hands its argument to a socket, which takes bytes as well as text.
    write: (bytes) => child.write(Buffer.from(bytes) as unknown as string),
    onData(listener) {
      const reading = child.onData((chunk) => listener(Uint8Array.from(Buffer.from(chunk))));
      return () => reading.dispose();
    },
    pause: () => child.pause(),
    async close() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
