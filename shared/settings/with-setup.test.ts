import { expect, it } from 'vitest';
import { setupChoicesSchema } from './setup-choices.ts';
import { terminalSettingsSchema } from './terminal-settings.ts';
import { withSetup } from './with-setup.ts';

const settings = terminalSettingsSchema.parse({
  dataDir: '/data',
  gatewayUrl: 'https://old.example',
  publicUrl: 'https://phones.example',
  enrolmentCode: 'OLD-CODE',
  local: { port: 4321 },
  pads: [{ profile: 'old-pad' }],
  display: { theme: 'dark' },
});
const pad = { profile: 'new-pad', path: '/dev/ttyS1', peers: [], addresses: [] };

it('changes nothing where nothing was chosen', () => {
  expect(withSetup(settings, {})).toEqual(settings);
});

it('lays every choice over its setting and leaves what is beside it', () => {
  const choices = setupChoicesSchema.parse({
    gatewayUrl: 'https://new.example',
    enrolmentCode: 'NEW-CODE',
    ppi: 200,
    pads: [pad],
    volume: 0,
    brightness: 40,
  });
  const { publicUrl: _, ...others } = settings;
  expect(withSetup(settings, choices)).toEqual({
    ...others,
    gatewayUrl: 'https://new.example',
    enrolmentCode: 'NEW-CODE',
    panel: { ppi: 200 },
    pads: [pad],
    display: { ...settings.display, theme: 'dark', volume: 0 },
    brightness: 40,
  });
});

it('sends phones to the old public address only while the gateway is the same, or was not known before', () => {
  expect(withSetup(settings, { gatewayUrl: 'https://old.example' }).publicUrl).toBe('https://phones.example');
  const { gatewayUrl: _, ...unknown } = settings;
  expect(withSetup(unknown, { gatewayUrl: 'https://new.example' }).publicUrl).toBe('https://phones.example');
});

it('takes pads away where all were removed', () => {
  expect(withSetup(settings, { pads: [] }).pads).toEqual([]);
});

it('never moves the local port', () => {
  expect(setupChoicesSchema.safeParse({ local: { port: 1 } }).success).toBe(false);
});
