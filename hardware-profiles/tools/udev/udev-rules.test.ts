import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SHIPPED_PROFILES } from '../../load-profiles.ts';
import { readProfiles } from '../generated-files.ts';
import { DEFAULT_GROUP, GENERATED, udevCommand } from './udev-command.ts';
import { type UdevProfile, udevRules } from './udev-rules.ts';

const read = readProfiles(SHIPPED_PROFILES);
if (!read.ok) throw new Error(JSON.stringify(read.error));
const shipped = read.value;
const [pads, braille] = udevRules(shipped, DEFAULT_GROUP);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-udev-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Device = Readonly<Record<string, string>>;
interface Outcome {
  readonly set: Record<string, string>;
}

/** One `KEY{attribute}operator"value"` of a rule (udev(7)). */
interface Token {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
}

/** Reads rules as udev does, one rule a line. @throws at anything that is none */
function parseRules(text: string): readonly (readonly Token[])[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const tokens = line.split(/,\s*/).map((part): Token => {
      const [, key, operator, value] = /^([A-Z]+(?:\{[\w]+\})?)(==|!=|\+=|:=|=)"([^"]*)"$/.exec(part) ?? [];
      if (key === undefined || operator === undefined || value === undefined)
        throw new Error(`line ${index + 1}: ${part}`);
      return { key, operator, value };
    });
    return [tokens];
  });
}

const matches = (value: string, pattern: string) => (pattern === '?*' ? value !== '' : value === pattern);

/** Where a rule sends udev. @throws when there is no such label further down */
function labelAfter(rules: readonly (readonly Token[])[], at: number, name: string): number {
  const label = rules.findIndex((rule) => rule.some(({ key, value }) => key === 'LABEL' && value === name));
  if (label < at) throw new Error(`GOTO ${name} leads nowhere`);
  return label;
}

/** Plays rules on a device whose keys, its own and its parents', are given; as udev does, top to bottom with GOTO. */
function play(text: string, device: Device): Outcome {
  const rules = parseRules(text);
  const set: Record<string, string> = {};
  const holds = ({ key, operator, value }: Token) =>
    (operator !== '==' && operator !== '!=') || matches(set[key] ?? device[key] ?? '', value) === (operator === '==');
  for (let at = 0; at < rules.length; at += 1) {
    const rule = rules[at] ?? [];
    if (!rule.every(holds)) continue;
    const assigned = rule.filter(({ key, operator }) => operator === '=' && key !== 'LABEL');
    for (const { key, value } of assigned) {
      if (key === 'GOTO') at = labelAfter(rules, at, value);
      else set[key] = value;
    }
  }
  return { set };
}

const usb = (vid: string, pid: string) => ({ 'ATTRS{idVendor}': vid, 'ATTRS{idProduct}': pid, SUBSYSTEMS: 'usb' });
const usbDevice = (vid: string, pid: string) => ({
  ACTION: 'add',
  SUBSYSTEM: 'usb',
  'ENV{DEVTYPE}': 'usb_device',
  'ATTR{idVendor}': vid,
  'ATTR{idProduct}': pid,
});

describe('the rules for pads', () => {
  it('give HID devices and serial bridges of every profile to the group, and to nobody else', () => {
    for (const { transport, match, template, id } of shipped) {
      for (const entry of match) {
        if (!('vid' in entry) || template) continue;
        const subsystem = transport.kind === 'hid' ? 'hidraw' : 'tty';
        const { set } = play(pads!.text, { ACTION: 'add', SUBSYSTEM: subsystem, ...usb(entry.vid, entry.pid) });
        expect(set, id).toMatchObject({ MODE: '0660', GROUP: 'mingjing' });
      }
    }
  });

  it('leave everything else alone', () => {
    expect(play(pads!.text, { ACTION: 'add', SUBSYSTEM: 'hidraw', ...usb('046d', 'c31c') }).set).toEqual({});
    expect(play(pads!.text, { ACTION: 'add', SUBSYSTEM: 'tty' }).set).toEqual({});
    expect(play(pads!.text, { ACTION: 'remove', SUBSYSTEM: 'tty', ...usb('1a86', '7523') }).set).toEqual({});
    // The bridge's tty, not its hub or another node of it.
    expect(play(pads!.text, { ACTION: 'add', SUBSYSTEM: 'sound', ...usb('1a86', '7523') }).set).toEqual({});
  });

  it('tell ModemManager to ignore the bridge and its port', () => {
    expect(play(pads!.text, usbDevice('1a86', '7523')).set).toEqual({ 'ENV{ID_MM_DEVICE_IGNORE}': '1' });
    expect(play(pads!.text, { ACTION: 'add', SUBSYSTEM: 'tty', ...usb('1a86', '7523') }).set).toMatchObject({
      'ENV{ID_MM_PORT_IGNORE}': '1',
    });
  });

  it('write ids in lower case, in one order whatever the order of the profiles, and name the group given', () => {
    expect(pads!.text.replaceAll(/^#.*$/gm, '')).not.toMatch(/"[0-9a-f]*[A-F][0-9A-F]*"/);
    expect(udevRules([...shipped].reverse(), 'mingjing')).toEqual(udevRules(shipped, 'mingjing'));
    expect(udevRules(shipped, 'kiosk')[0]?.text).not.toContain('GROUP="mingjing"');
  });

  it('give no rule for templates and say what to do where there are no ids', () => {
    const profile = (id: string, template: boolean, match: UdevProfile['match']): UdevProfile => ({
      id,
      template,
      match,
      transport: { kind: 'hid', hid: {} },
    });
    const [rules] = udevRules(
      [profile('a-template', true, [{ vid: '1111', pid: '2222' }]), profile('by-usage', false, [{ usageOnly: true }])],
      'mingjing',
    );
    expect(rules?.text).not.toContain('1111');
    expect(rules?.text).toMatch(/# by-usage: recognised by HID usage/);
    expect(parseRules(rules!.text)).toHaveLength(2);
  });
});

describe('the rules against brltty', () => {
  const claimed = { 'ENV{BRLTTY_BRAILLE_DRIVER}': 'bm', 'ENV{SYSTEMD_WANTS}': 'brltty-device@.service' };

  it('take back a pad’s bridge', () => {
    expect(play(braille!.text, { ...usbDevice('1a86', '7523'), ...claimed }).set).toMatchObject({
      'ENV{BRLTTY_BRAILLE_DRIVER}': '',
      'ENV{SYSTEMD_WANTS}': '',
    });
  });

  it('leave real braille displays to brltty, and what others want of a bridge to them', () => {
    expect(play(braille!.text, { ...usbDevice('0904', '3000'), ...claimed }).set).toEqual({});
    const other = { ...usbDevice('1a86', '7523'), 'ENV{SYSTEMD_WANTS}': 'other.service' };
    expect(play(braille!.text, other).set).toEqual({});
  });

  it('come after brltty’s own', () => {
    const names = [braille!.name, '85-brltty.rules', '90-brltty-device.rules', pads!.name, '80-mm-candidate.rules'];
    expect(names.sort()).toEqual([
      pads!.name,
      '80-mm-candidate.rules',
      '85-brltty.rules',
      '90-brltty-device.rules',
      braille!.name,
    ]);
  });
});

describe('profiles udev', () => {
  const run = (...args: string[]) => {
    const errors: string[] = [];
    const lines: string[] = [];
    const code = udevCommand(args, { line: (text) => lines.push(text), error: (text) => errors.push(text) });
    return { code, errors: errors.join('\n'), json: () => JSON.parse(lines.at(-1) ?? 'null') };
  };

  it('finds the files that ship up to date: otherwise run npm run docs', () => {
    expect(run('--check')).toMatchObject({ code: 0 });
  });

  it('says which files are stale, changes none while checking, and writes them when asked', () => {
    expect(run('--out', folder)).toMatchObject({ code: 0 });
    const file = join(folder, pads!.name);
    expect(readFileSync(file, 'utf8')).toBe(readFileSync(join(GENERATED, pads!.name), 'utf8'));
    writeFileSync(file, 'stale');
    const checked = run('--out', folder, '--check', '--json');
    expect(checked.code).toBe(1);
    expect(checked.errors).toMatch(/60-mingjing-pads.rules is stale; run npm run profiles -- udev/);
    expect(checked.json()).toMatchObject({ stale: true });
    expect(readFileSync(file, 'utf8')).toBe('stale');
  });

  it('refuses a group that is no name', () => {
    expect(run('--group', 'a", RUN+="/bin/sh')).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/is no name of a group/),
    });
  });
});

const udevadm = spawnSync('udevadm', ['--version'], { encoding: 'utf8' });
const canVerify = udevadm.error === undefined && Number(udevadm.stdout) >= 254;
if (!canVerify)
  console.warn('SKIPPED: udevadm verify needs systemd 254 or newer; only our own reading of the rules is tested');

it.skipIf(!canVerify)('are valid by udev’s own check', () => {
  for (const { name, text } of [pads!, braille!]) writeFileSync(join(folder, name), text);
  const check = spawnSync('udevadm', ['verify', '--resolve-names=never', folder], { encoding: 'utf8' });
  expect(`${check.stdout}${check.stderr}`).not.toMatch(/error|invalid|failed/i);
  expect(check.status).toBe(0);
});
