import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { CLIPS } from '@mingjing/device-app/voice/spoken-texts.ts';
import type { BrowserContext, Page } from 'playwright-core';
import type { ClipPack } from './screen-server.ts';

const RATE = 8000;

/** A tone of so many seconds, as a wav file. */
function tone(seconds: number): Buffer {
  const samples = Math.round(RATE * seconds);
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) file.writeInt16LE(Math.round(8000 * Math.sin(at / 3)), 44 + at * 2);
  return file;
}

const fileOf = (clip: string) => `${clip.replaceAll('.', '-')}.wav`;

export interface TestPack extends ClipPack {
  /** What the runtime tells the screen of it. */
  readonly clips: ScreenState['sound']['clips'];
  remove(): Promise<void>;
}

/** Every clip in Mandarin, and in English but for one. `invite` is longer than any test waits; one file is no sound. */
export async function makePack(): Promise<TestPack> {
  const folder = await mkdtemp(join(tmpdir(), 'voice-'));
  const files = new Map<string, string>();
  const short = tone(0.05);
  for (const language of ['zh-CN', 'en']) {
    for (const clip of CLIPS) {
      if (language === 'en' && clip === 'thanks') continue;
      const name = `${language}/${fileOf(clip)}`;
      const isLong = clip === 'invite';
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), clip === 'unrated' ? 'no sound' : isLong ? tone(60) : short);
      files.set(name, 'audio/wav');
    }
  }
  const namesOf = (without: string) =>
    Object.fromEntries(CLIPS.filter((clip) => clip !== without).map((clip) => [clip, fileOf(clip)]));
  return {
    folder,
    files,
    clips: { 'zh-CN': namesOf(''), en: namesOf('thanks') },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** One thing the browser's own player did. */
export interface Heard {
  readonly did: 'plays' | 'ended' | 'stopped';
  readonly clip: string;
  readonly volume: number;
}

/** Lets everything that the player does be seen, without changing what it does. */
export async function listenIn(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const heard: Heard[] = [];
    Object.assign(globalThis, { heard });
    const play = HTMLMediaElement.prototype.play;
    const followed = new WeakSet<HTMLMediaElement>();
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      const note = (did: Heard['did']) =>
        heard.push({ did, clip: /voice\/(.*)\.\w+$/.exec(this.src)?.[1] ?? this.src, volume: this.volume });
      if (!followed.has(this)) {
        followed.add(this);
        this.addEventListener('playing', () => note('plays'));
        this.addEventListener('ended', () => note('ended'));
        this.addEventListener('pause', () => this.ended || note('stopped'));
      }
      return play.call(this);
    };
  });
}

/** All that was heard on a page. */
export function heardOn(page: Page): Promise<readonly Heard[]> {
  return page.evaluate(() => (globalThis as never as { heard: Heard[] }).heard);
}

/** The clips that began to sound, in order. */
export async function clipsHeard(page: Page): Promise<readonly string[]> {
  return (await heardOn(page)).filter(({ did }) => did === 'plays').map(({ clip }) => clip);
}

export const captionOn = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.querySelector('.caption')?.textContent ?? null);
