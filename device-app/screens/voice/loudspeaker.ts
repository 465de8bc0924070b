import type { Audible, SoundPort } from './speaker.ts';

/** The browser's own player, and the voices of the system. Where nothing may or can be played, that is over at once. */
export function createLoudspeaker(): SoundPort {
  const audio = new Audio();
  let turn = 0;

  function stop(): void {
    turn += 1;
    audio.pause();
    voices()?.cancel();
  }

  return {
    stop,
    start(what, gain, over) {
      stop();
      const mine = turn;
      const end = () => {
        if (mine !== turn) return;
        turn += 1;
        over();
      };
      if (what.kind === 'words') return speak(what, gain, end);
      audio.onended = end;
      audio.onerror = end;
      audio.src = what.address;
      audio.volume = gain;
      audio.play().catch(end);
    },
  };
}

/** Only by a voice of this machine that speaks the language: no words leave it (P6). */
function speak({ words, language }: Extract<Audible, { kind: 'words' }>, gain: number, end: () => void): void {
  const voice = voices()
    ?.getVoices()
    .find(({ localService, lang }) => localService && familyOf(lang) === familyOf(language));
  if (voice === undefined) {
    // Not within `start`, which whoever called it has not left yet.
    queueMicrotask(end);
    return;
  }
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.volume = gain;
  utterance.onend = end;
  utterance.onerror = end;
  voices()?.speak(utterance);
}

function voices(): SpeechSynthesis | undefined {
  return (globalThis as { speechSynthesis?: SpeechSynthesis }).speechSynthesis;
}

const familyOf = (language: string): string => language.toLowerCase().split(/[-_]/)[0] ?? '';
