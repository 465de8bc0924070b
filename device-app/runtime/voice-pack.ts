import { closeSync, lstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { extname, join } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { CLIP_TYPES, type ClipEnding, PACK_LIMITS, voicePackSchema } from '../core/voice/pack-schema.ts';
import type { Sound } from '../core/voice/sound.ts';

const PACK_FILE = 'pack.json';
const PACK_FILE_BYTES = 64 * 1024;

/** What is wrong with a pack: which field, and what would be right. */
export interface PackProblem {
  readonly field: string;
  readonly problem: string;
}

/** A pack whose files were all found fit to be served. */
export interface VoicePack {
  readonly folder: string;
  readonly clips: Sound['clips'];
  /** What may be served: `<language>/<file>`, with its content type. */
  readonly files: ReadonlyMap<string, string>;
}

/** How each kind of file begins, as Latin-1. */
const BEGINS: Readonly<Record<ClipEnding, RegExp>> = {
  opus: /^OggS/,
  ogg: /^OggS/,
  // An ID3 tag, or the sync of a frame of layer III.
  mp3: /^(ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb])/,
  wav: /^RIFF.{4}WAVE/s,
};

/**
 * Reads the clip pack in a folder. Every file is looked at: what is named must be there, be of its kind and within bounds.
 * @returns the pack, or the first thing wrong with it
 */
export function loadVoicePack(folder: string): Result<VoicePack, PackProblem> {
  const raw = readPackFile(join(folder, PACK_FILE));
  if (!raw.ok) return err({ field: PACK_FILE, problem: raw.error });
  const parsed = voicePackSchema.safeParse(raw.value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return err({ field: issue?.path.join('.') || PACK_FILE, problem: issue?.message ?? 'is no clip pack' });
  }
  const files = new Map<string, string>();
  const clips: Record<string, Record<string, string>> = {};
  let bytes = 0;
  for (const [language, spoken] of Object.entries(parsed.data.languages)) {
    for (const [clip, file] of Object.entries(spoken.clips)) {
      const checked = checkFile(join(folder, language, file), file);
      if (!checked.ok) return err({ field: `languages.${language}.clips.${clip}`, problem: checked.error });
      bytes += checked.value;
      if (bytes > PACK_LIMITS.packBytes) return err({ field: `languages.${language}`, problem: TOO_LARGE });
      files.set(`${language}/${file}`, CLIP_TYPES[endingOf(file)]);
    }
    clips[language] = spoken.clips;
  }
  return ok({ folder, clips, files });
}

function readPackFile(path: string): Result<unknown, string> {
  let text: string;
  try {
    const status = lstatSync(path);
    if (!status.isFile()) return err('must be a file, not a folder or a link');
    if (status.size > PACK_FILE_BYTES) return err(`is larger than ${kilo(PACK_FILE_BYTES)} KB`);
    text = readFileSync(path, 'utf8');
  } catch {
    return err('cannot be read: put it into the folder of the pack');
  }
  try {
    return ok(JSON.parse(text));
  } catch (cause) {
    return err(`is not JSON: ${cause instanceof Error ? cause.message : ''}`);
  }
}

const TOO_LARGE = `makes the pack larger than ${PACK_LIMITS.packBytes / 1024 / 1024} MB: save clips as .opus`;

/** @returns how large a file is, in bytes, or what is wrong with it */
function checkFile(path: string, name: string): Result<number, string> {
  const start = Buffer.alloc(16);
  try {
    const status = lstatSync(path);
    // A link could lead to any file of the machine.
    if (!status.isFile()) return err(`${name} must be a file, not a folder or a link`);
    if (status.size > PACK_LIMITS.clipBytes) {
      return err(
        `${name} has ${kilo(status.size)} KB; at most ${kilo(PACK_LIMITS.clipBytes)}: make it shorter or denser`,
      );
    }
    const file = openSync(path, 'r');
    try {
      readSync(file, start, 0, start.length, 0);
    } finally {
      closeSync(file);
    }
    return BEGINS[endingOf(name)].test(start.toString('latin1'))
      ? ok(status.size)
      : err(`${name} is not the sound file that its name says`);
  } catch {
    return err(`${name} cannot be read: put it into the folder of its language`);
  }
}

const endingOf = (file: string) => extname(file).slice(1) as ClipEnding;
const kilo = (bytes: number) => Math.ceil(bytes / 1024);
