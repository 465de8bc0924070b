import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { parseBuffer } from 'music-metadata';
import { PACK_LIMITS } from '../core/voice/pack-schema.ts';
import { loadVoicePack, type PackProblem, type VoicePack } from '../runtime/voice-pack.ts';
import { loudnessOf } from './loudness.ts';
import { CLIPS } from './spoken-texts.ts';
import { readWav } from './wav.ts';

/** dBFS. Above the peak it crackles; quieter speech is lost in a hall, and a clip far from the others startles or is missed. */
export const LOUDNESS = { peakDb: -1, quietestDb: -30, loudestDb: -12, apartDb: 4 } as const;

const SHORTEST_SECONDS = 0.2;

/** What a check found. A pack with problems costs the sound; warnings are for who made it. */
export interface PackReport {
  readonly problems: readonly PackProblem[];
  readonly warnings: readonly PackProblem[];
  /** One line for each language. */
  readonly summary: readonly string[];
}

interface Heard {
  readonly seconds: number;
  /** Null where the file is not a WAV: only those are decoded here. */
  readonly loudness: ReturnType<typeof loudnessOf> | null;
}

/** Checks a pack as the terminal does, and besides that every clip is there, of good length and loudness. */
export async function checkPack(folder: string): Promise<PackReport> {
  const pack = loadVoicePack(folder);
  if (!pack.ok) return { problems: [pack.error], warnings: [], summary: [] };
  const problems: PackProblem[] = [];
  const warnings: PackProblem[] = [];
  const summary: string[] = [];
  for (const [language, clips] of Object.entries(pack.value.clips)) {
    const checked = await checkLanguage(pack.value, language, clips);
    problems.push(...checked.problems);
    warnings.push(...checked.warnings);
    summary.push(`${language}: ${Object.keys(clips).length} of ${CLIPS.length} clips, ${checked.seconds.toFixed(1)} s`);
  }
  if (summary.length === 0) problems.push({ field: 'languages', problem: 'names no language: add at least zh-CN' });
  return { problems, warnings, summary };
}

async function checkLanguage(pack: VoicePack, language: string, clips: Readonly<Record<string, string>>) {
  const at = (clip: string) => `languages.${language}.clips.${clip}`;
  const problems: PackProblem[] = CLIPS.filter((clip) => clips[clip] === undefined).map((clip) => ({
    field: at(clip),
    problem: 'is missing: it would be a caption only, or spoken in Mandarin',
  }));
  const warnings: PackProblem[] = [];
  const speech: [string, number][] = [];
  let seconds = 0;
  for (const [clip, file] of Object.entries(clips)) {
    const heard = await listen(join(pack.folder, language, file));
    if (!heard.ok) {
      problems.push({ field: at(clip), problem: `${file} ${heard.error}` });
      continue;
    }
    seconds += heard.value.seconds;
    problems.push(...faultsOf(heard.value).map((problem) => ({ field: at(clip), problem: `${file} ${problem}` })));
    if (heard.value.loudness !== null) speech.push([clip, heard.value.loudness.speechDb]);
    else
      warnings.push({
        field: at(clip),
        problem: `${file} was not listened to: only WAV is; compare its loudness by ear`,
      });
  }
  const middle = speech.map(([, db]) => db).sort((one, other) => one - other)[speech.length >> 1] ?? 0;
  for (const [clip, db] of speech) {
    if (Math.abs(db - middle) <= LOUDNESS.apartDb) continue;
    problems.push({
      field: at(clip),
      problem: `is ${Math.round(db - middle)} dB apart from most others: bring it to their level`,
    });
  }
  return { problems, warnings, seconds };
}

async function listen(path: string): Promise<Result<Heard, string>> {
  const bytes = readFileSync(path);
  if (path.endsWith('.wav')) {
    const wav = readWav(bytes);
    if (!wav.ok) return wav;
    return ok({ seconds: wav.value.samples.length / wav.value.rate, loudness: loudnessOf(wav.value) });
  }
  try {
    const { format } = await parseBuffer(bytes, undefined, { duration: true });
    return format.duration === undefined
      ? err('does not say how long it is')
      : ok({ seconds: format.duration, loudness: null });
  } catch (cause) {
    return err(`cannot be decoded: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function faultsOf({ seconds, loudness }: Heard): readonly string[] {
  const { clipSeconds } = PACK_LIMITS;
  const faults: string[] = [];
  if (seconds > clipSeconds) faults.push(`lasts ${seconds.toFixed(1)} s; at most ${clipSeconds}`);
  if (seconds < SHORTEST_SECONDS) faults.push(`lasts ${seconds.toFixed(2)} s: nothing can be said in that time`);
  if (loudness === null) return faults;
  const { peakDb, speechDb } = loudness;
  if (peakDb > LOUDNESS.peakDb) faults.push(`peaks at ${peakDb.toFixed(1)} dBFS; at most ${LOUDNESS.peakDb}: lower it`);
  if (speechDb < LOUDNESS.quietestDb)
    faults.push(`is too quiet: ${speechDb.toFixed(1)} dBFS; at least ${LOUDNESS.quietestDb}`);
  if (speechDb > LOUDNESS.loudestDb)
    faults.push(`is too loud: ${speechDb.toFixed(1)} dBFS; at most ${LOUDNESS.loudestDb}`);
  return faults;
}
