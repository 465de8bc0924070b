import { createOutputs } from '@mingjing/device-app/pads/outputs.ts';
import { profileFiles, readProfile, SHIPPED_PROFILES } from '@mingjing/hardware-profiles/load-profiles.ts';
import { chooseVariant } from '@mingjing/hardware-profiles/pad-profile.ts';
import { SIGNALS } from '@mingjing/hardware-profiles/schema/profile.ts';
import { describe, expect, it } from 'vitest';

const profiles = profileFiles(SHIPPED_PROFILES).map((file) => {
  const read = readProfile(file);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return chooseVariant(read.value, read.value.defaultVariant);
});
const pads = profiles.filter(({ role }) => role === 'pad');

/** Pads without a button for each level: four keys leave the worst level to the screen, three pedals rate nothing and are for staff. */
const OTHER_THAN_FIVE: Readonly<Record<string, readonly number[]>> = {
  'queue-bus-ff68-4key': [2, 3, 4, 5],
  'xkeys-xk4': [2, 3, 4, 5],
  'xkeys-xk3-foot': [],
  'streamdeck-pedal': [],
};

/** The bytes of an output as the terminal would send them; undefined where the device does not declare it. */
function sent(profile: (typeof profiles)[number], name: string, variables: Record<string, string> = {}) {
  if (!Object.hasOwn(profile.outputs, name)) return undefined;
  const messages = createOutputs({ profile, addresses: [], lastAddress: () => 1 }).messages(name, variables);
  if (!messages.ok) throw new Error(`${profile.id} ${name}: ${messages.error}`);
  return messages.value.map(({ bytes, as }) => `${as} ${Buffer.from(bytes).toString('hex')}`).join(', ');
}

describe('what ships', () => {
  it('covers the devices of issue 3', () => {
    // A new profile needs no line here.
    const ids = [
      'dragonrise-zero-delay',
      'generic-length-checksum',
      'generic-single-byte',
      'generic-text-line',
      'id-card-sam',
      'keyboard-f13-f17',
      'keyboard-numpad',
      'light-blink1',
      'light-blinkstick',
      'light-luxafor',
      'modbus-di-8ch',
      'printer-escpos',
      'qmk-raw-hid',
      'qmk-via-matrix',
      'queue-bus-ff68-4key',
      'queue-bus-ff68-5grade',
      'rateservice-websocket',
      'scanner-gm65',
      'scanner-hid-pos',
      'scanner-hid-pos-honeywell',
      'streamdeck-mini',
      'streamdeck-mk2',
      'streamdeck-original',
      'streamdeck-pedal',
      'streamdeck-xl',
      'xkeys-xk12-si',
      'xkeys-xk24',
      'xkeys-xk3-foot',
      'xkeys-xk4',
      'xkeys-xk8',
    ];
    expect(profiles.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  });

  it.each(profiles)('$id was tried on hardware only where bytes of the device show it', ({ provenance, vectors }) => {
    const captured = vectors.some(({ origin }) => origin === 'captured');
    expect(provenance.testedOnHardware && !captured).toBe(false);
  });

  it.each(pads)('$id gives each level one button at most', ({ keyMap }) => {
    const levels = Object.values(keyMap.rating);
    expect(new Set(levels).size).toBe(levels.length);
  });

  it.each(Object.entries(OTHER_THAN_FIVE))('%s has no button for some level', (id, levels) => {
    const pad = pads.find((one) => one.id === id);
    expect(Object.values(pad?.keyMap.rating ?? {}).sort()).toEqual(levels);
  });

  it('rates with pads only', () => {
    for (const { id, role, keyMap } of profiles) if (role !== 'pad') expect(keyMap.rating, id).toEqual({});
  });
});

describe('what lights say', () => {
  it.each(profiles.filter(({ role }) => role === 'light'))('$id shows idle, armed and fault apart', (profile) => {
    expect(new Set(SIGNALS.map((signal) => sent(profile, signal))).size).toBe(SIGNALS.length);
  });

  it.each(profiles.filter(({ outputs }) => SIGNALS.some((signal) => Object.hasOwn(outputs, signal))))(
    '$id shows the condition of the terminal without being told anything else',
    (profile) => {
      for (const signal of SIGNALS) expect(sent(profile, signal), signal).toBeDefined();
    },
  );

  it.each([
    { id: 'light-luxafor', redAt: 3 },
    { id: 'light-blinkstick', redAt: 1 },
    { id: 'light-blink1', redAt: 2 },
  ])('$id never shows green, yellow or red by itself, by which people read how good something is', ({ id, redAt }) => {
    const light = profiles.find((one) => one.id === id);
    if (light === undefined) throw new Error(`${id} does not ship`);
    for (const signal of SIGNALS) {
      const bytes = Buffer.from((sent(light, signal) ?? '').split(' ')[1] ?? '', 'hex');
      const [red = 0, green = 0, blue = -1] = bytes.subarray(redAt, redAt + 3);
      expect(blue, signal).toBeGreaterThanOrEqual(Math.max(red, green));
    }
  });
});

describe('what the keys of a pad show', () => {
  it.each(['streamdeck-mk2', 'streamdeck-xl'])('on %s is the same for all five levels (P5, P8)', (id) => {
    const pad = profiles.find((one) => one.id === id);
    if (pad === undefined) throw new Error(`${id} does not ship`);
    const keys = Object.keys(pad.keyMap.rating).map(Number).sort();
    expect(keys).toEqual([0, 1, 2, 3, 4]);
    const lit = (colour: string) => keys.map((key) => `feature ${`03060${key}${colour}`.padEnd(64, '0')}`).join(', ');
    expect(sent(pad, 'armed')).toBe(`feature ${'030864'.padEnd(64, '0')}, ${lit('ffffff')}`);
    expect(sent(pad, 'idle')).toBe(`feature ${'030814'.padEnd(64, '0')}, ${lit('000000')}`);
  });

  it.each(['xkeys-xk4', 'xkeys-xk8', 'xkeys-xk24'])('on %s is one light behind all of them', (id) => {
    const pad = profiles.find((one) => one.id === id);
    if (pad === undefined) throw new Error(`${id} does not ship`);
    expect(sent(pad, 'armed')).toBe(`output ${'00b30601'.padEnd(72, '0')}, output ${'00b600ff'.padEnd(72, '0')}`);
    expect(sent(pad, 'idle')).toBe(`output ${'00b30600'.padEnd(72, '0')}, output ${'00b60000'.padEnd(72, '0')}`);
    expect(sent(pad, 'fault')).toBe(`output ${'00b30602'.padEnd(72, '0')}, output ${'00b60000'.padEnd(72, '0')}`);
  });
});

describe('what the terminal sends', () => {
  it('is in the printer profile, with the names that the terminal uses', () => {
    const printer = profiles.find(({ role }) => role === 'printer');
    if (printer === undefined) throw new Error('no printer ships');
    expect(sent(printer, 'initialise')).toBe('output 1b40');
    expect(sent(printer, 'line', { text: '好' })).toBe('output 1c26bac30a');
    expect(sent(printer, 'printQr', { text: 'A1' })).toContain('1d286b0500315030'.concat('4131'));
    expect(sent(printer, 'feed')).toBe('output 1b6403');
    expect(sent(printer, 'cut')).toBe('output 1d5600');
  });

  it('never reads a card, whoever asks', () => {
    const reader = profiles.find(({ role }) => role === 'card-reader');
    if (reader === undefined) throw new Error('no card reader ships');
    expect(Object.keys(reader.outputs).sort()).toEqual(['findCard', 'samStatus']);
    expect(Object.keys(reader.refused).sort()).toEqual(['readTextPhoto', 'readTextPhotoFingerprint', 'selectCard']);
    for (const name of Object.keys(reader.outputs)) expect(sent(reader, name)).toMatch(/^output aaaaaa9669000[0-9a-f]/);
  });
});
