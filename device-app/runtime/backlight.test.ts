import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BACKLIGHT_MIN_PERCENT, createSystemBacklight } from './backlight.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-backlight-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A panel as the kernel shows it. */
function panel(name: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, name));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), `${text}\n`);
}
const brightness = (name: string) => readFileSync(join(folder, name, 'brightness'), 'utf8').trim();

it('reads and sets percent of what the panel can, and never less than what a code needs', () => {
  panel('intel_backlight', { max_brightness: '852', brightness: '426', type: 'raw' });
  const light = createSystemBacklight(folder);
  expect(light.percent()).toBe(50);
  for (const [percent, expected] of [
    [100, '852'],
    [80, '682'],
    [30, '256'],
    [1, '256'],
    [400, '852'],
  ] as const) {
    expect(light.set(percent)).toBe(true);
    expect(brightness('intel_backlight')).toBe(expected);
    expect(light.percent()).toBe(Math.min(100, Math.max(BACKLIGHT_MIN_PERCENT, percent)));
  }
});

it('never makes a panel of few steps dark', () => {
  panel('tiny', { max_brightness: '1', brightness: '1', type: 'raw' });
  expect(createSystemBacklight(folder).set(30)).toBe(true);
  expect(brightness('tiny')).toBe('1');
});

it('takes the panel that the firmware offers before the raw one', () => {
  panel('a_raw', { max_brightness: '10', brightness: '10', type: 'raw' });
  panel('b_firmware', { max_brightness: '100', brightness: '100', type: 'firmware' });
  expect(createSystemBacklight(folder).set(40)).toBe(true);
  expect([brightness('a_raw'), brightness('b_firmware')]).toEqual(['10', '40']);
});

it.each([
  ['there is no such folder', () => rmSync(folder, { recursive: true })],
  ['there is no panel', () => {}],
  ['the panel says no maximum', () => panel('odd', { brightness: '5', type: 'raw' })],
  ['the panel has no brightness', () => panel('odd', { max_brightness: '5', type: 'raw' })],
])('sets nothing where %s', (_what, prepare) => {
  prepare();
  const light = createSystemBacklight(folder);
  expect([light.percent(), light.set(80)]).toEqual([null, false]);
  mkdirSync(folder, { recursive: true });
});

// Root may write everything.
it.skipIf(process.getuid?.() === 0)('sets nothing where it may not write', () => {
  panel('locked', { max_brightness: '100', brightness: '100', type: 'raw' });
  chmodSync(join(folder, 'locked', 'brightness'), 0o444);
  const light = createSystemBacklight(folder);
  expect([light.percent(), light.set(80)]).toEqual([null, false]);
});
