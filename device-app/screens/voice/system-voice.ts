/** A voice that the system has. */
export interface SystemVoice {
  /** It speaks on this machine; others send the words away. */
  readonly localService: boolean;
  readonly lang: string;
}

/** As much of an utterance as is used. */
export interface SpokenWords<V extends SystemVoice = SystemVoice> {
  voice: V | null;
  lang: string;
  volume: number;
  rate: number;
  onend: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

/** As much of the browser's speech synthesis as is used. */
export interface Synthesis<V extends SystemVoice, U extends SpokenWords<V>> {
  getVoices(): readonly V[];
  addEventListener(kind: 'voiceschanged', listener: () => void): void;
  speak(words: U): void;
  cancel(): void;
}

export interface SpeechParts<V extends SystemVoice, U extends SpokenWords<V>> {
  readonly synthesis: Synthesis<V, U>;
  readonly utterance: (words: string) => U;
}

/** How something is to be played. */
export interface Playing {
  /** From 0 to 1. */
  readonly gain: number;
  /** 1 as it was recorded. */
  readonly rate: number;
}

export interface Speech {
  /** Calls `end` once, when it was said or no voice can say it; never before this returns. */
  speak(words: string, language: string, playing: Playing, end: () => void): void;
  cancel(): void;
}

/** Speaks by voices of this machine that speak the language, and by no others: no words leave it (P6). */
export function createSpeech<V extends SystemVoice, U extends SpokenWords<V>>(parts: SpeechParts<V, U>): Speech {
  const { synthesis } = parts;
  let voices: readonly V[] = [];
  // Browsers look for voices only once somebody has asked, and tell later what they found.
  const ask = () => {
    voices = synthesis.getVoices().filter(({ localService }) => localService);
  };
  ask();
  synthesis.addEventListener('voiceschanged', ask);
  return {
    cancel: () => synthesis.cancel(),
    speak(words, language, { gain, rate }, end) {
      const voice = voices.find(({ lang }) => familyOf(lang) === familyOf(language));
      if (voice === undefined) {
        queueMicrotask(end);
        return;
      }
      const spoken = parts.utterance(words);
      spoken.voice = voice;
      spoken.lang = voice.lang;
      spoken.volume = gain;
      spoken.rate = rate;
      spoken.onend = end;
      spoken.onerror = end;
      synthesis.speak(spoken);
    },
  };
}

/** The voices of the browser's system; without any where it has no speech at all. */
export function browserSpeech(): Speech {
  const { speechSynthesis: synthesis } = globalThis as { speechSynthesis?: SpeechSynthesis };
  if (synthesis === undefined) return { speak: (_words, _language, _playing, end) => queueMicrotask(end), cancel() {} };
  return createSpeech<SpeechSynthesisVoice, SpeechSynthesisUtterance>({
    synthesis,
    utterance: (words) => new SpeechSynthesisUtterance(words),
  });
}

const familyOf = (language: string): string => language.toLowerCase().split(/[-_]/)[0] ?? '';
