import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { Language } from '@mingjing/shared/domain/display.ts';
import type { VoicePackFile } from '../core/voice/pack-schema.ts';
import { DRAFT_LICENCE, DRAFT_VOICES, DRAFTED_BY, type DraftVoice } from './draft-voices.data.ts';
import { atLoudness, trimmed } from './loudness.ts';
import { spokenTexts } from './spoken-texts.ts';
import { type Sound16, writeWav } from './wav.ts';

const SPEECH_MAIN = fileURLToPath(new URL('./speech-main.ts', import.meta.url));
/** As loud as a careful recording, dBFS. */
const LOUDNESS = { speechDb: -20, peakDb: -3 };
/** For all clips of a language, ms; two cores need 3 s. */
const WITHIN_MS = 120_000;
/** Silence kept at both ends, ms, so that no sound is cut. */
const KEEP_MS = 100;

/** Languages that a draft can speak. */
export const DRAFT_LANGUAGES = (Object.keys(DRAFT_VOICES) as Language[]).filter((name) => DRAFT_VOICES[name] !== null);

/**
 * Makes a clip pack by a synthesiser, for demonstrations and for halls without a speaker.
 * @param folder is made; files of an earlier draft in it are replaced
 * @returns what could not be made, and why
 */
export async function draftPack(folder: string, languages: readonly Language[]): Promise<Result<void, string>> {
  const spoken = await Promise.all(
    languages.map(async (language) => [language, await draftLanguage(language)] as const),
  );
  const pack: VoicePackFile = { version: 1, languages: {} };
  for (const [language, sounds] of spoken) {
    if (!sounds.ok) return sounds;
    const clips: Record<string, string> = {};
    mkdirSync(join(folder, language), { recursive: true });
    for (const [clip, sound] of sounds.value) {
      const file = fileOf(clip);
      clips[clip] = file;
      writeFileSync(join(folder, language, file), writeWav(sound));
    }
    pack.languages[language] = { voice: DRAFTED_BY, licence: DRAFT_LICENCE, clips };
  }
  writeFileSync(join(folder, 'pack.json'), `${JSON.stringify(pack, null, 2)}\n`);
  return ok(undefined);
}

async function draftLanguage(language: Language): Promise<Result<readonly (readonly [string, Sound16])[], string>> {
  const voice = DRAFT_VOICES[language];
  if (voice === null) return err(`${language} cannot be drafted: no synthesiser speaks it; record it with a person`);
  const texts = spokenTexts(language);
  const sounds = await speak(
    voice,
    texts.map(([, words]) => words),
  );
  if (!sounds.ok) return sounds;
  return ok(texts.map(([clip], index) => [clip, finished(sounds.value[index])] as const));
}

async function speak(
  { voice, rate }: DraftVoice,
  texts: readonly string[],
): Promise<Result<readonly Sound16[], string>> {
  const child = spawn(process.execPath, [SPEECH_MAIN], { stdio: 'pipe', timeout: WITHIN_MS });
  // Where it ends at once, its code says so.
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify({ voice, rate, texts }));
  const [output, problem, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const [sampleRate, ...lines] = output.trimEnd().split('\n');
  if (code !== 0 || lines.length !== texts.length)
    return err(`the synthesiser failed (code ${code}): ${problem.trim()}`);
  return ok(lines.map((line) => ({ rate: Number(sampleRate), samples: samplesOf(line) })));
}

/** Names of files have one dot. */
const fileOf = (clip: string) => `${clip.replaceAll('.', '-')}.wav`;

/** As recordings are: without the synthesiser's own silence, and one as loud as the other. */
const finished = (sound: Sound16 = { rate: 1, samples: new Int16Array(0) }) =>
  atLoudness(trimmed(sound, KEEP_MS), LOUDNESS);

function samplesOf(base64: string): Int16Array {
  const bytes = Buffer.from(base64, 'base64');
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
