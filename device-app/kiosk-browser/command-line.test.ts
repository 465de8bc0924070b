import { describe, expect, it } from 'vitest';
import { readCommandLine } from './command-line.ts';

describe('readCommandLine', () => {
  it('takes the state folder of the service manager before the data folder', () => {
    expect(readCommandLine([], { STATE_DIRECTORY: '/var/lib/m', MINGJING_DATA_DIR: '/data' })).toEqual({
      ok: true,
      value: {
        runtime: undefined,
        settings: undefined,
        headless: false,
        stateDir: '/var/lib/m',
        watchdogEveryMs: 10_000,
      },
    });
  });

  it('feeds the watchdog three times within its limit', () => {
    const read = readCommandLine(['--headless', '--runtime', 'r.js', '--settings', 's.json'], {
      MINGJING_DATA_DIR: '/d',
      WATCHDOG_USEC: '90000000',
    });
    expect(read).toEqual({
      ok: true,
      value: { runtime: 'r.js', settings: 's.json', headless: true, stateDir: '/d', watchdogEveryMs: 30_000 },
    });
  });

  it.each([
    ['a flag it does not know', ['--kiosk'], { MINGJING_DATA_DIR: '/d' }, /--kiosk/],
    ['a missing value', ['--runtime'], { MINGJING_DATA_DIR: '/d' }, /--runtime/],
    ['no folder', [], {}, /MINGJING_DATA_DIR/],
    ['an empty folder', [], { MINGJING_DATA_DIR: '' }, /MINGJING_DATA_DIR/],
  ])('refuses %s by name', (_, args, environment, problem) => {
    const read = readCommandLine(args, environment);
    expect(!read.ok && read.error).toMatch(problem);
  });
});
