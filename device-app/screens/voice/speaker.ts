import type { Playing } from './system-voice.ts';

/** What can be heard: a clip, relative to the screens, or words that no clip has. */
export type Audible =
  | { readonly kind: 'clip'; readonly address: string }
  | { readonly kind: 'words'; readonly words: string; readonly language: string };

/** The one loudspeaker. */
export interface SoundPort {
  /**
   * Plays from the beginning, instead of whatever plays. Calls `over` once, when it has ended or cannot be played; not after `stop` or
   * another `start`.
   */
  start(what: Audible, playing: Playing, over: () => void): void;
  stop(): void;
}

/** One thing said. */
export interface Utterance {
  /** Null: heard only, for what can be seen already. */
  readonly caption: string | null;
  /** Null: a caption only. */
  readonly sound: Audible | null;
}

export interface Speaker {
  /** Says these in turn, instead of whatever is being said. None: falls silent. */
  say(utterances: readonly Utterance[]): void;
  /** No more sound; what was to be heard can still be read. */
  hush(): void;
  /** From 0 to 1, for what is said from now on; 0 hushes. */
  setGain(gain: number): void;
  /** For what is said from now on; 1 as it was recorded. */
  setRate(rate: number): void;
}

export interface SpeakerParts {
  readonly sound: SoundPort;
  readonly setTimer: (run: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
  /** The words to be read now; null: none. */
  readonly onCaption: (words: string | null) => void;
}

/** Says one thing after another. Each stays readable until it has ended and could be read. A sound that fails is read only. */
export function createSpeaker({ sound, setTimer, clearTimer, onCaption }: SpeakerParts): Speaker {
  let waiting: readonly Utterance[] = [];
  let caption: string | null = null;
  let gain = 0;
  let rate = 1;
  let timer: unknown = null;
  let isSounding = false;

  function show(words: string | null): void {
    if (words === caption) return;
    caption = words;
    onCaption(words);
  }
  function stopSound(): void {
    if (isSounding) sound.stop();
    isSounding = false;
  }
  function stopTimer(): void {
    if (timer !== null) clearTimer(timer);
    timer = null;
  }
  function next(): void {
    while (timer === null && !isSounding) {
      const [first, ...rest] = waiting;
      waiting = rest;
      show(first?.caption ?? null);
      if (first === undefined) return;
      begin(first);
    }
  }
  function begin({ caption: words, sound: what }: Utterance): void {
    if (words !== null) {
      timer = setTimer(() => {
        timer = null;
        next();
      }, readingMs(words));
    }
    if (what === null || gain === 0) return;
    isSounding = true;
    sound.start(what, { gain, rate }, () => {
      isSounding = false;
      next();
    });
  }
  function hush(): void {
    waiting = waiting.map((one) => ({ ...one, sound: null }));
    if (!isSounding) return;
    stopSound();
    next();
  }

  return {
    say(utterances) {
      stopSound();
      stopTimer();
      waiting = utterances;
      next();
    },
    hush,
    setGain(to) {
      gain = to;
      if (gain === 0) hush();
    },
    setRate(to) {
      rate = to;
    },
  };
}

/** How long a caption is there to be read: UX §3.2, slow readers included. */
export function readingMs(words: string): number {
  return 3000 + 250 * [...words].length;
}
