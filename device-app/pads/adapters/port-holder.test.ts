import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPty } from '@mingjing/test/support/pty.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findHolders, suspectHolder } from './port-holder.ts';

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
    const holder = { program: 'cat', pid: cat.pid, sure: true };
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

  it('is known by its lock where its descriptors are not shown, as those of other users are not', async () => {
    const node = join(folder, 'ttyX');
    const other = join(folder, 'ttyY');
    for (const file of [node, other]) writeFileSync(file, '');
    const { dev, ino } = statSync(node);
    const at = `${(dev >> 8).toString(16).padStart(2, '0')}:${(dev & 0xff).toString(16).padStart(2, '0')}:${ino}`;
    const proc = join(folder, 'proc');
    mkdirSync(join(proc, '812'), { recursive: true });
    writeFileSync(join(proc, '812', 'comm'), 'MainThread\n');
    writeFileSync(join(proc, '812', 'cmdline'), '/opt/vendor/bin/pj-service\0--port\0');
    writeFileSync(
      join(proc, 'locks'),
      `1: FLOCK  ADVISORY  WRITE 812 ${at} 0 EOF\n1: -> FLOCK  ADVISORY  WRITE 900 ${at} 0 EOF\n`,
    );
    expect(await findHolders([node, other], { proc })).toEqual(
      new Map([[node, { program: 'pj-service', pid: 812, sure: true }]]),
    );
    expect(await findHolders([node], { proc, except: 812 })).toEqual(new Map());
  });

  it.skipIf(!existsSync('/usr/bin/flock') || !existsSync('/proc/locks'))(
    'is known by the lock that the system shows',
    async () => {
      const node = join(folder, 'ttyX');
      writeFileSync(node, '');
      const program = spawn('/usr/bin/flock', [node, 'sh', '-c', 'echo locked; exec sleep 60']);
      try {
        await once(program.stdout, 'data');
        const proc = join(folder, 'proc');
        mkdirSync(proc);
        symlinkSync('/proc/locks', join(proc, 'locks'));
        expect((await findHolders([node], { proc })).get(node)).toEqual({
          program: '',
          pid: expect.any(Number),
          sure: true,
        });
      } finally {
        program.kill();
      }
    },
  );

  it('is perhaps one of those that take ports and are known for it', async () => {
    const proc = join(folder, 'proc');
    const run = (pid: number, command: string) => {
      mkdirSync(join(proc, String(pid)), { recursive: true });
      writeFileSync(join(proc, String(pid), 'cmdline'), `${command}\0`);
    };
    run(1, '/sbin/init');
    expect(await suspectHolder(proc)).toBeUndefined();
    run(812, '/usr/sbin/ModemManager');
    expect(await suspectHolder(proc)).toEqual({ program: 'ModemManager', pid: 812, sure: false });
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
        [node('a'), { program: 'ModemManager', pid: 812, sure: true }],
        [node('b'), { program: 'ModemManager', pid: 812, sure: true }],
      ]),
    );
    expect(await findHolders([node('a')], { proc: join(folder, 'nowhere') })).toEqual(new Map());
  });
});
