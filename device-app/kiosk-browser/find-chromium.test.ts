import { describe, expect, it } from 'vitest';
import { findChromium, SYSTEM_CHROMIUMS } from './find-chromium.ts';

const find = (environment: Record<string, string>, ...executables: string[]) =>
  findChromium({ environment, isExecutable: (path) => executables.includes(path) });

describe('findChromium', () => {
  it('prefers CHROMIUM_PATH to an installed browser', () => {
    const found = find({ CHROMIUM_PATH: '/opt/c/chrome' }, '/opt/c/chrome', '/usr/bin/chromium');
    expect(found).toEqual({ ok: true, value: { path: '/opt/c/chrome', env: {} } });
  });

  it('refuses a CHROMIUM_PATH that does not work instead of taking another browser', () => {
    const found = find({ CHROMIUM_PATH: '/opt/none' }, '/usr/bin/chromium');
    expect(found.ok).toBe(false);
    expect(!found.ok && found.error).toMatch(/^CHROMIUM_PATH: \/opt\/none .*unset it\.$/);
  });

  it.each(SYSTEM_CHROMIUMS)('finds %s where CHROMIUM_PATH is empty', (path) => {
    expect(find({ CHROMIUM_PATH: '' }, path)).toEqual({ ok: true, value: { path, env: {} } });
  });

  it('takes the first in order where several are installed', () => {
    expect(find({}, '/usr/bin/google-chrome', '/usr/bin/chromium')).toMatchObject({
      value: { path: '/usr/bin/chromium' },
    });
  });

  it('names the cure where there is none', () => {
    const found = find({});
    expect(!found.ok && found.error).toMatch(/Install the package chromium or set CHROMIUM_PATH/);
  });
});
