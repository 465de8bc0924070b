import { describe, expect, it } from 'vitest';
import { kioskArguments } from './kiosk-arguments.ts';

const URL_WITH_TOKEN = 'http://127.0.0.1:4100/screen/#token=abc';
const at = (headless: boolean) => kioskArguments({ url: URL_WITH_TOKEN, profileDir: '/tmp/p', headless });

describe('kioskArguments', () => {
  it('opens the screens as the only thing, full screen', () => {
    expect(at(false)).toEqual(expect.arrayContaining(['--kiosk', `--app=${URL_WITH_TOKEN}`, '--user-data-dir=/tmp/p']));
  });

  it('never takes the sandbox off or opens a debugging channel on a real terminal', () => {
    expect(at(false).filter((flag) => /sandbox|remote-debugging|web-security|headless/.test(flag))).toEqual([]);
  });

  it.each([
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--disable-dev-tools',
    '--noerrdialogs',
    '--disable-extensions',
    '--autoplay-policy=no-user-gesture-required',
  ])('carries %s with and without a display', (flag) => {
    expect(at(false)).toContain(flag);
    expect(at(true)).toContain(flag);
  });

  it('switches translation off', () => {
    expect(at(false).find((flag) => flag.startsWith('--disable-features='))).toMatch(/[=,]Translate(,|$)/);
  });

  it('opens no debugging port even headless', () => {
    expect(at(true).some((flag) => flag.startsWith('--remote-debugging-port'))).toBe(false);
  });
});
