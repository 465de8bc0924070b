import type { SoundPort } from './speaker.ts';
import { browserSpeech, type Speech } from './system-voice.ts';

/** The browser's own player, and the voices of the system. Where nothing may or can be played, that is over at once. */
export function createLoudspeaker(speech: Speech = browserSpeech()): SoundPort {
  const audio = new Audio();
  let turn = 0;

  function stop(): void {
    turn += 1;
    audio.pause();
    speech.cancel();
  }

  return {
    stop,
    start(what, playing, over) {
      stop();
      const mine = turn;
      const end = () => {
        if (mine !== turn) return;
        turn += 1;
        over();
      };
      if (what.kind === 'words') return speech.speak(what.words, what.language, playing, end);
      audio.onended = end;
      audio.onerror = end;
      audio.src = what.address;
      audio.volume = playing.gain;
      // A new source would play as it was recorded. The pitch stays.
      audio.defaultPlaybackRate = playing.rate;
      audio.playbackRate = playing.rate;
      audio.play().catch(end);
    },
  };
}
