import { createManualTime, type ManualTime } from '@mingjing/test/support/manual-time.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Audible, createSpeaker, readingMs, type SoundPort, type Speaker } from './speaker.ts';

/** A loudspeaker that keeps to its contract and takes down what it is told. */
function fakeSound() {
  const told: string[] = [];
  let playing: { over: () => void } | null = null;
  const port: SoundPort = {
    start(what, { gain, rate }, over) {
      told.push(`${nameOf(what)} at ${gain}${rate === 1 ? '' : `, ${rate} times as fast`}`);
      playing = { over };
    },
    stop() {
      if (playing === null) throw new Error('nothing plays');
      told.push('stop');
      playing = null;
    },
  };
  return {
    port,
    told,
    end() {
      if (playing === null) throw new Error('nothing plays');
      const { over } = playing;
      playing = null;
      over();
    },
  };
}

const nameOf = (what: Audible): string => (what.kind === 'clip' ? what.address : what.words);
const said = (words: string) => ({ caption: words, sound: { kind: 'clip', address: words } as const });

let time: ManualTime;
let sound: ReturnType<typeof fakeSound>;
let captions: (string | null)[];
let speaker: Speaker;
beforeEach(() => {
  time = createManualTime();
  sound = fakeSound();
  captions = [];
  speaker = createSpeaker({
    sound: sound.port,
    setTimer: (run, ms) => time.timers.after(ms, run),
    clearTimer: (cancel) => (cancel as () => void)(),
    onCaption: (words) => captions.push(words),
  });
  speaker.setGain(0.5);
});

describe('a speaker', () => {
  it('goes on once a clip has ended and could be read, whichever is later', () => {
    speaker.say([said('ab'), said('c')]);
    sound.end();
    time.advance(readingMs('ab') - 1);
    expect(captions).toEqual(['ab']);
    time.advance(1);
    time.advance(60_000);
    expect(captions).toEqual(['ab', 'c']);
    sound.end();
    expect(captions).toEqual(['ab', 'c', null]);
    expect(sound.told).toEqual(['ab at 0.5', 'c at 0.5']);
    expect(time.pending()).toBe(0);
  });

  it('only shows what has no sound, and only says what is to be seen already', () => {
    speaker.say([
      { caption: 'read', sound: null },
      { caption: null, sound: { kind: 'words', words: 'heard', language: 'en' } },
    ]);
    expect(sound.told).toEqual([]);
    time.advance(readingMs('read'));
    expect(captions).toEqual(['read', null]);
    expect(sound.told).toEqual(['heard at 0.5']);
    sound.end();
    expect(captions).toEqual(['read', null]);
  });

  it('stops what it says for something else, and for nothing', () => {
    speaker.say([said('long'), said('longer')]);
    speaker.say([said('other')]);
    speaker.say([]);
    expect(sound.told).toEqual(['long at 0.5', 'stop', 'other at 0.5', 'stop']);
    expect(captions).toEqual(['long', 'other', null]);
    expect(time.pending()).toBe(0);
  });

  it('falls silent at once, and lets the rest be read', () => {
    speaker.say([said('one'), said('two')]);
    speaker.hush();
    expect(captions).toEqual(['one']);
    time.advance(readingMs('one'));
    time.advance(readingMs('two'));
    expect(captions).toEqual(['one', 'two', null]);
    expect(sound.told).toEqual(['one at 0.5', 'stop']);
  });

  it('shows alone while it is silenced, also what sounds when it comes to be', () => {
    speaker.say([said('one')]);
    speaker.setGain(0);
    speaker.say([said('two')]);
    expect(sound.told).toEqual(['one at 0.5', 'stop']);
    expect(captions).toEqual(['one', 'two']);
  });

  it('gives 3 s and a quarter of one for every character, also where one is two units of code', () => {
    expect(readingMs('请您评价本次服务')).toBe(5000);
    expect(readingMs('𠮷')).toBe(3250);
  });
});
