import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readScan } from '@mingjing/device-app/core/scan/read-scan.ts';
import { enrolmentText, parseEnrolmentText } from '@mingjing/shared/qr/enrolment-code.ts';
import jsQrModule from 'jsqr';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// CommonJS: Node finds the function itself, types expect it one level deeper.
const jsQR = jsQrModule as unknown as typeof jsQrModule.default;
const CLI = fileURLToPath(new URL('../../gateway/cli.ts', import.meta.url));
const OFFER = { url: 'https://rate.example.gov.cn', code: 'H7K2-M3QZ-8811' };

let dir: string;
let settings: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-enrolment-code-'));
  settings = join(dir, 'settings.json');
  writeFileSync(settings, JSON.stringify({ dataDir: dir, developmentEnrolmentCode: OFFER.code }));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Calls the program as an administrator does. */
function call(...args: string[]): Promise<{ exit: number | string | null | undefined; out: string; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, 'enrolment-code', ...args], (error, out, said) =>
      resolve({ exit: error === null ? 0 : error.code, out, said }),
    );
  });
}

describe('mingjing-gateway enrolment-code', () => {
  it('paints what a scanner reads and a terminal takes for an enrolment, for its owner only', async () => {
    const out = join(dir, 'code.png');
    expect(await call('--url', OFFER.url, '--settings', settings, '--out', out)).toMatchObject({ exit: 0, said: '' });
    const { data, width, height } = PNG.sync.read(readFileSync(out));
    const read = jsQR(new Uint8ClampedArray(data), width, height)?.data ?? '';
    expect(parseEnrolmentText(read)).toEqual({ ok: true, value: OFFER });
    expect(statSync(out).mode & 0o077).toBe(0);
  });

  it('is looked up nowhere as a number of a receipt when it is held to a scanner at the wrong moment', () => {
    for (const url of ['http://10.0.0.5', OFFER.url]) {
      const text = enrolmentText({ url, code: 'H7K2M3QZ' });
      expect(readScan(text.ok ? text.value : '', ['10.0.0.5'])).toEqual({ kind: 'unreadable' });
    }
  });

  it('shows it on the console, and never the code in the clear', async () => {
    const { exit, out } = await call('--url', OFFER.url, '--settings', settings);
    expect(exit).toBe(0);
    expect(out.split('\n').length).toBeGreaterThan(18);
    expect(out).not.toContain(OFFER.code);
  });

  it.each([
    ['no address', ['--settings', 'S'], '--url'],
    ['an address of another kind', ['--url', 'rate.example.gov.cn', '--settings', 'S'], '--url'],
    ['settings that are not there', ['--url', OFFER.url, '--settings', '/nowhere.json'], '--settings'],
    ['a picture of another kind', ['--url', OFFER.url, '--settings', 'S', '--out', 'code.gif'], '--out'],
    ['an address that is too long', ['--url', `https://${'a'.repeat(180)}`, '--settings', 'S'], '--url'],
  ])('names what is wrong with %s', async (_what, args, field) => {
    const { exit, said } = await call(...args.map((arg) => (arg === 'S' ? settings : arg)));
    expect(exit).toBe(2);
    expect(said).toContain(field);
  });

  it('names the setting that is missing where the gateway takes no code', async () => {
    writeFileSync(settings, JSON.stringify({ dataDir: dir }));
    const { exit, said } = await call('--url', OFFER.url, '--settings', settings);
    expect(exit).toBe(2);
    expect(said).toContain('developmentEnrolmentCode');
  });
});
