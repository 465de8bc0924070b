import type { Sound16 } from './wav.ts';

const FULL_SCALE = 32_768;
/** Speech is judged in pieces of this length, ms; those far below the loudest are its pauses. */
const PIECE_MS = 50;
const PAUSE_DB = 30;

/** How loud a clip is, in decibels below full scale (dBFS, 0 the most a file can hold). Both −∞ for silence. */
export interface Loudness {
  readonly peakDb: number;
  /** Root mean square of what is not a pause. */
  readonly speechDb: number;
}

export function loudnessOf({ rate, samples }: Sound16): Loudness {
  const size = Math.max(1, Math.round((rate * PIECE_MS) / 1000));
  const pieces: number[] = [];
  let peak = 0;
  for (let start = 0; start < samples.length; start += size) {
    const piece = samples.subarray(start, start + size);
    let squares = 0;
    for (const sample of piece) {
      squares += sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    pieces.push(squares / piece.length);
  }
  const gate = Math.max(0, ...pieces) / 10 ** (PAUSE_DB / 10);
  const spoken = pieces.filter((power) => power > 0 && power >= gate);
  const power = spoken.reduce((sum, one) => sum + one, 0) / spoken.length;
  return {
    peakDb: decibels(peak),
    speechDb: spoken.length === 0 ? Number.NEGATIVE_INFINITY : decibels(Math.sqrt(power)),
  };
}

const decibels = (value: number) => 20 * Math.log10(value / FULL_SCALE);

/** The same sound at `speechDb`, or as near as its peak may come to `peakDb`; silence stays silence. */
export function atLoudness(sound: Sound16, wanted: Loudness): Sound16 {
  const is = loudnessOf(sound);
  if (is.peakDb === Number.NEGATIVE_INFINITY) return sound;
  const gain = 10 ** (Math.min(wanted.speechDb - is.speechDb, wanted.peakDb - is.peakDb) / 20);
  return { rate: sound.rate, samples: sound.samples.map((sample) => Math.round(sample * gain)) };
}

/** Without the silence at both ends but for `keepMs` of it. */
export function trimmed({ rate, samples }: Sound16, keepMs: number): Sound16 {
  const isHeard = (sample: number) => Math.abs(sample) > FULL_SCALE / 200;
  const first = samples.findIndex(isHeard);
  const last = samples.findLastIndex(isHeard);
  if (first === -1) return { rate, samples: new Int16Array(0) };
  const keep = Math.round((rate * keepMs) / 1000);
  return { rate, samples: samples.slice(Math.max(0, first - keep), last + keep + 1) };
}
