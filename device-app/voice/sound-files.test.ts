import { toneWav } from '@mingjing/test/support/voice-pack.ts';
import { describe, expect, it } from 'vitest';
import { atLoudness, loudnessOf, trimmed } from './loudness.ts';
import { readWav, type Sound16, writeWav } from './wav.ts';

const tone = (seconds: number, amplitude: number): Sound16 => {
  const wav = readWav(toneWav(seconds, amplitude));
  if (!wav.ok) throw new Error(wav.error);
  return wav.value;
};
const joined = (...parts: readonly Sound16[]): Sound16 => ({
  rate: 8_000,
  samples: Int16Array.from(parts.flatMap(({ samples }) => [...samples])),
});

describe('WAV files', () => {
  it('come back as they were written', () => {
    const sound = { rate: 22_050, samples: Int16Array.from([0, 1, -1, 32_767, -32_768]) };
    expect(readWav(writeWav(sound))).toEqual({ ok: true, value: sound });
  });

  it('are read with chunks of odd length before the sound, and of two channels the first', () => {
    const plain = Buffer.from(writeWav({ rate: 8_000, samples: Int16Array.from([1, 2, 3, 4]) }));
    plain.writeUInt16LE(2, 22);
    const note = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
    const file = Buffer.concat([plain.subarray(0, 36), note, plain.subarray(36)]);
    expect(readWav(file)).toMatchObject({ ok: true, value: { samples: Int16Array.from([1, 3]) } });
  });

  const patched = (file: Buffer, at: number, value: number): Buffer => {
    file.writeUInt16LE(value, at);
    return file;
  };

  it.each<[string, (file: Buffer) => Buffer, RegExp]>([
    ['of 8 bits', (file) => patched(file, 34, 8), /16 bits/],
    ['of a codec', (file) => patched(file, 20, 2), /PCM/],
    ['without sound', (file) => file.subarray(0, 36), /complete/],
    ['cut off in the header', (file) => file.subarray(0, 20), /complete/],
    ['that are none', () => Buffer.from('RIFF'), /complete/],
  ])('%s are refused', (_case, spoil, problem) => {
    expect(readWav(spoil(Buffer.from(toneWav(0.1))))).toEqual({ ok: false, error: expect.stringMatching(problem) });
  });

  it('that claim more than there is end with the file', () => {
    const file = Buffer.from(toneWav(0.1));
    file.writeUInt32LE(0xffff_fff0, 40);
    expect(readWav(file)).toMatchObject({ ok: true, value: { samples: { length: 800 } } });
  });
});

describe('loudness', () => {
  it('of a full tone is 0 dBFS at its peak and 3 less on the whole', () => {
    const { peakDb, speechDb } = loudnessOf(tone(1, 1));
    expect(peakDb).toBeCloseTo(0, 1);
    expect(speechDb).toBeCloseTo(-3.01, 1);
  });

  it('does not count pauses', () => {
    const whole = loudnessOf(tone(1, 0.5)).speechDb;
    expect(loudnessOf(joined(tone(1, 0.5), tone(3, 0.005), tone(1, 0.5))).speechDb).toBeCloseTo(whole, 1);
  });

  it('of silence has no end', () => {
    expect(loudnessOf(tone(1, 0))).toEqual({ peakDb: -Infinity, speechDb: -Infinity });
    expect(loudnessOf({ rate: 8_000, samples: new Int16Array(0) }).speechDb).toBe(-Infinity);
  });

  it('is set, as far as the peak allows', () => {
    expect(loudnessOf(atLoudness(tone(1, 0.01), { speechDb: -20, peakDb: -3 })).speechDb).toBeCloseTo(-20, 1);
    const peaked = loudnessOf(atLoudness(tone(1, 0.01), { speechDb: 0, peakDb: -3 }));
    expect(peaked.peakDb).toBeCloseTo(-3, 1);
    expect(atLoudness(tone(1, 0), { speechDb: -20, peakDb: -3 })).toEqual(tone(1, 0));
  });
});

describe('silence at the ends', () => {
  it('is cut off but for a little', () => {
    const cut = trimmed(joined(tone(1, 0), tone(0.5, 0.5), tone(1, 0)), 80);
    expect(cut.samples.length / cut.rate).toBeCloseTo(0.66, 2);
  });
  it('is all there is of silence', () => expect(trimmed(tone(1, 0), 80).samples).toHaveLength(0));
});
