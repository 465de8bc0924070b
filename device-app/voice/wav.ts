import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';

/** 16-bit mono sound. */
export interface Sound16 {
  /** Samples a second. */
  readonly rate: number;
  readonly samples: Int16Array;
}

const HEADER = 44;
/** The kinds of a `fmt ` chunk that hold plain numbers: PCM, and its extensible form. */
const PCM = 1;
const EXTENSIBLE = 0xfffe;

/** A WAV file of a sound (RIFF, PCM). */
export function writeWav({ rate, samples }: Sound16): Uint8Array {
  const file = Buffer.alloc(HEADER + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(PCM, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  for (const [index, sample] of samples.entries()) file.writeInt16LE(sample, HEADER + index * 2);
  return file;
}

/** Reads a WAV file of 16-bit numbers; of several channels the first. */
export function readWav(bytes: Uint8Array): Result<Sound16, string> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = chunksOf(file);
  const format = chunks.get('fmt ');
  const data = chunks.get('data');
  if (format === undefined || format.length < 16 || data === undefined) return err('is no complete WAV file');
  const kind = format.readUInt16LE(0);
  const bits = format.readUInt16LE(14);
  const channels = format.readUInt16LE(2);
  if ((kind !== PCM && kind !== EXTENSIBLE) || bits !== 16 || channels === 0) return err('must be PCM of 16 bits');
  const samples = new Int16Array(Math.floor(data.length / (channels * 2)));
  for (const index of samples.keys()) samples[index] = data.readInt16LE(index * channels * 2);
  return ok({ rate: format.readUInt32LE(4), samples });
}

/** The chunks of a RIFF file by name. One that claims more than there is ends with the file. */
function chunksOf(file: Buffer): ReadonlyMap<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  let at = 12;
  while (at + 8 <= file.length) {
    const length = file.readUInt32LE(at + 4);
    chunks.set(file.toString('latin1', at, at + 4), file.subarray(at + 8, at + 8 + length));
    // Chunks begin at even places.
    at += 8 + length + (length % 2);
  }
  return chunks;
}
