import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A WAV file, 16 bits mono at 8 kHz. @param seconds how long, @param amplitude of its tone, 0–1 */
export function toneWav(seconds: number, amplitude = 0.3): Buffer {
  const rate = 8_000;
  const count = Math.round(seconds * rate);
  const file = Buffer.alloc(44 + count * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + count * 2, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(count * 2, 40);
  for (let n = 0; n < count; n += 1) {
    file.writeInt16LE(Math.round(Math.sin((n * 440 * 2 * Math.PI) / rate) * amplitude * 32_767), 44 + n * 2);
  }
  return file;
}

const CLIPS = { 'zh-CN': { invite: 'invite.wav', undo: 'undo.wav' }, en: { invite: 'a1.wav' } };

/** Writes a clip pack of tones. @returns the folder */
export function writePack(folder: string, clips: Readonly<Record<string, Record<string, string>>> = CLIPS): string {
  const languages: Record<string, object> = {};
  for (const [language, files] of Object.entries(clips)) {
    mkdirSync(join(folder, language), { recursive: true });
    for (const file of Object.values(files)) writeFileSync(join(folder, language, file), toneWav(0.2));
    languages[language] = { voice: 'a tone', licence: 'for tests', clips: files };
  }
  writeFileSync(join(folder, 'pack.json'), JSON.stringify({ version: 1, languages }));
  return folder;
}
