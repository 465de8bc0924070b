import { describe, expect, it } from 'vitest';
import { createSpeech, type SpokenWords, type Synthesis, type SystemVoice } from './system-voice.ts';

interface Words extends SpokenWords {
  readonly words: string;
}
const MANDARIN = { localService: true, lang: 'zh-CN' };
const ENGLISH = { localService: true, lang: 'en_US' };
const FAR_ENGLISH = { localService: false, lang: 'en-US' };
const HOW = { gain: 0.5, rate: 1 };

/** The system's speech, with the voices it is given; whatever else is asked of it throws. */
function fakeSystem(voices: readonly SystemVoice[]) {
  const spoken: Words[] = [];
  const changed: (() => void)[] = [];
  const system = { voices, spoken, cancelled: 0, changed };
  const synthesis: Synthesis<SystemVoice, Words> = {
    getVoices: () => system.voices,
    addEventListener: (kind, listener) => {
      if (kind !== 'voiceschanged') throw new Error(`nothing tells of ${kind}`);
      changed.push(listener);
    },
    speak: (words) => {
      if (!system.voices.some((voice) => voice === words.voice)) throw new Error('that is no voice of this system');
      spoken.push(words);
    },
    cancel: () => {
      system.cancelled += 1;
    },
  };
  const utterance = (words: string): Words => ({
    ...{ words, voice: null, lang: '', volume: 1, rate: 1, onend: null, onerror: null },
  });
  return { system, speech: createSpeech({ synthesis, utterance }) };
}

describe('a voice of the system', () => {
  it('says words in their language, as loud and as fast as asked', () => {
    const { system, speech } = fakeSystem([MANDARIN, ENGLISH]);
    speech.speak('12号窗口', 'zh-CN', { gain: 0.25, rate: 1.2 }, () => {});
    speech.speak('Window 12', 'en', HOW, () => {});
    expect(system.spoken).toMatchObject([
      { words: '12号窗口', voice: MANDARIN, lang: 'zh-CN', volume: 0.25, rate: 1.2 },
      { words: 'Window 12', voice: ENGLISH, lang: 'en_US', volume: 0.5, rate: 1 },
    ]);
  });

  it.each([
    ['speaks the language only elsewhere', [MANDARIN, FAR_ENGLISH]],
    ['speaks another language', [MANDARIN]],
    ['there is none', []],
  ])('stays silent where it %s, and that is over at once (P6)', async (_why, voices) => {
    const { system, speech } = fakeSystem(voices);
    let over = 0;
    speech.speak('words', 'en', HOW, () => {
      over += 1;
    });
    expect(over).toBe(0);
    await expect.poll(() => over).toBe(1);
    expect(system.spoken).toEqual([]);
  });

  it('is found when the system tells of it later', () => {
    const { system, speech } = fakeSystem([]);
    system.voices = [ENGLISH];
    for (const tell of system.changed) tell();
    speech.speak('words', 'en', HOW, () => {});
    expect(system.spoken).toHaveLength(1);
  });

  it.each(['onend', 'onerror'] as const)('tells that it is over by %s', (how) => {
    const { system, speech } = fakeSystem([ENGLISH]);
    let over = 0;
    speech.speak('words', 'en', HOW, () => {
      over += 1;
    });
    system.spoken[0]?.[how]?.(undefined as never);
    expect(over).toBe(1);
  });

  it('can be cut short', () => {
    const { system, speech } = fakeSystem([ENGLISH]);
    speech.cancel();
    expect(system.cancelled).toBe(1);
  });
});
