import { GAINS } from '../voice/gains.data.ts';

/** Two notes, in Hz, each so long, in s: heard over a hall, and no alarm. */
const NOTES = [660, 880] as const;
const NOTE_S = 0.22;
const LOUDEST = 0.8;

/** Sounds a sample at a step of the volume. It is made here, so that it needs no clip pack, and says nothing of any rating (P5). */
export function playTestTone(volume: number): void {
  const gain = GAINS[volume] ?? 0;
  if (gain === 0) return;
  const context = new AudioContext();
  const level = context.createGain();
  level.connect(context.destination);
  level.gain.value = gain * LOUDEST;
  const last = NOTES.map((frequency, index) => {
    const note = context.createOscillator();
    note.frequency.value = frequency;
    note.connect(level);
    note.start(context.currentTime + index * NOTE_S);
    note.stop(context.currentTime + (index + 1) * NOTE_S);
    return note;
  }).at(-1);
  last?.addEventListener('ended', () => void context.close());
}
