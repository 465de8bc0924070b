import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clipAddress, nextPrompt } from '@mingjing/device-app/core/voice/prompts.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocally, serviceRecord } from '../support/local-api.ts';
import { connectScreen, type ScreenClient } from '../support/screen-client.ts';
import { startTerminalProcess, type TerminalProcess } from '../support/terminal-process.ts';
import { toneWav, writePack } from '../support/voice-pack.ts';

let dataDir: string;
let terminal: TerminalProcess;
let screen: ScreenClient;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'mingjing-voice-'));
});
afterEach(async () => {
  screen.close();
  await terminal.stop();
  rmSync(dataDir, { recursive: true });
});

async function start(sound: object): Promise<void> {
  terminal = await startTerminalProcess({ dataDir, sound });
  screen = await connectScreen(terminal.screenUrl);
}
const type = (code: string) => {
  screen.send({ kind: 'key', code, down: true });
  screen.send({ kind: 'key', code, down: false });
};

describe('a terminal with a clip pack and an audio keypad', () => {
  beforeEach(async () => {
    writePack(join(dataDir, 'voice'));
    await start({ privateEar: { by: 'keys', in: 'F20', out: 'F21' }, quiet: [{ from: '00:00', to: '00:00' }] });
  });

  it('tells the screen which clips there are, and serves them', async () => {
    await terminal.logged('voice.pack-ready');
    const before = screen.state();
    await openLocally(terminal, serviceRecord(1));
    await screen.page('invitation');
    const now = screen.state();
    expect(now.sound).toMatchObject({ quiet: true, privateEar: false });
    const [first = 'fault'] = nextPrompt(before, now)?.say ?? [];
    const address = clipAddress(first, now);
    expect(address).toBe('voice/zh-CN/invite.wav');
    const clip = await fetch(new URL(`screen/${address}`, terminal.localUrl));
    expect(Buffer.from(await clip.arrayBuffer()).equals(toneWav(0.2))).toBe(true);
  });

  it('guides who plugs in, until they unplug', async () => {
    expect(screen.state().padKeys).toEqual(['F20', 'F21']);
    type('F20');
    await screen.until(({ sound, display }) => sound.privateEar && display.guided);
    await openLocally(terminal, serviceRecord(1));
    await screen.page('invitation');
    await screen.until(({ page, display }) => page.kind === 'invitation' && display.guided);
    screen.send({ kind: 'set-display', display: { volume: 3 } });
    await screen.until(({ display }) => display.volume === 3);
    type('F21');
    const after = await screen.until(({ sound }) => !sound.privateEar);
    expect(after.display).toMatchObject({ guided: false, volume: 2 });
  });

  it('takes nobody to hear it alone once the screen was away, which would have heard the plug', async () => {
    type('F20');
    await screen.until(({ sound }) => sound.privateEar);
    screen.close();
    screen = await connectScreen(await terminal.freshScreenUrl());
    const after = await screen.until(({ sound }) => !sound.privateEar);
    expect(after.display.guided).toBe(false);
  });
});

it('a pack that cannot be used costs the sound and nothing else', async () => {
  mkdirSync(join(dataDir, 'voice'));
  writeFileSync(join(dataDir, 'voice/pack.json'), '{"version":1,"languages":{"en":{"voice":"x","clips":{}}}}');
  await start({});
  expect(await terminal.logged('voice.pack-unusable')).toMatchObject({ field: 'languages.en.licence' });
  expect(screen.state().sound.clips).toEqual({});
  await openLocally(terminal, serviceRecord(1));
  await screen.page('invitation');
});
