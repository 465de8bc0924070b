import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPty } from '@mingjing/test/support/pty.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findHolders } from './port-holder.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-holder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('who holds a port', () => {
  it('is another program of this machine, also behind a link, and never ourselves', async () => {
    const pty = await openPty();
    const link = join(folder, 'pad');
    symlinkSync(pty.path, link);
    const file = await open(pty.path, 'r+');
    expect(await findHolders([link])).toEqual(new Map());
    const cat = spawn('cat', [pty.path], { stdio: 'ignore' });
    const holder = `cat (process ${cat.pid})`;
    await vi.waitFor(async () => {
      const other = await findHolders([link, pty.path, join(folder, 'nothing')]);
      expect(other).toEqual(
        new Map([
          [link, holder],
          [pty.path, holder],
        ]),
      );
    });
    const exited = once(cat, 'exit');
    cat.kill();
    await exited;
    await file.close();
    await pty.close();
    expect(await findHolders([link])).toEqual(new Map());
  });

  it('is found for many ports in one look, by the first program that has each', async () => {
    const node = (name: string) => join(folder, name);
    for (const name of ['a', 'b', 'c']) writeFileSync(node(name), '');
    const program = (pid: number, comm: string, ...nodes: string[]) => {
      mkdirSync(join(folder, 'proc', String(pid), 'fd'), { recursive: true });
      writeFileSync(join(folder, 'proc', String(pid), 'comm'), `${comm}\n`);
      for (const [fd, name] of nodes.entries()) {
        symlinkSync(node(name), join(folder, 'proc', String(pid), 'fd', String(fd)));
      }
    };
    program(812, 'ModemManager', 'a', 'b');
    program(900, 'mingjing', 'c');
    const proc = join(folder, 'proc');
    expect(await findHolders(['a', 'b', 'c'].map(node), { proc, except: 900 })).toEqual(
      new Map([
        [node('a'), 'ModemManager (process 812)'],
        [node('b'), 'ModemManager (process 812)'],
      ]),
    );
    expect(await findHolders([node('a')], { proc: join(folder, 'nowhere') })).toEqual(new Map());
  });
});
