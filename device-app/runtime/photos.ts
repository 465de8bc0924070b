import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { StaffCard } from '../core/screen/idle-page.ts';
import { writePrivateFile } from '../store/private-file.ts';
import { type PhotoSize, sizeOfJpeg, sizeOfPng, sizeOfWebp } from './photo-size.ts';

/** Bytes of one picture: a portrait of 600 × 800 has room. */
export const PHOTO_MAX_BYTES = 300 * 1024;
/** Pixels of a side. Few bytes can hold a picture that takes hundreds of megabytes once it is decoded. */
export const PHOTO_MAX_SIDE = 2000;
/** Pictures kept: the staff of a window and those before them. */
export const PHOTOS_MAX = 80;

type Photo = NonNullable<StaffCard['photo']>;

/** The formats by their first bytes, as Latin-1. SVG is none: it can hold scripts and addresses. */
const FORMATS: readonly {
  readonly type: Photo['type'];
  readonly ending: string;
  readonly isSuch: (start: string) => boolean;
  /** From the header. @throws RangeError where it is cut off */
  readonly sizeOf: (bytes: Buffer) => PhotoSize | undefined;
}[] = [
  { type: 'image/png', ending: 'png', isSuch: (start) => start.startsWith('\x89PNG\r\n\x1a\n'), sizeOf: sizeOfPng },
  { type: 'image/jpeg', ending: 'jpg', isSuch: (start) => start.startsWith('\xff\xd8\xff'), sizeOf: sizeOfJpeg },
  {
    type: 'image/webp',
    ending: 'webp',
    isSuch: (start) => start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP',
    sizeOf: sizeOfWebp,
  },
];

/** The pictures that a window may show. Names are checked by the caller (`photoNameSchema`). */
export interface Photos {
  /** @returns what is wrong with the picture and the cure */
  put(name: string, bytes: Uint8Array): Result<void, string>;
  remove(name: string): void;
  /** Null where there is none, or none any more. */
  read(name: string): Photo | null;
}

/** Keeps pictures in a folder; the last one read is kept at hand. */
export function createPhotos(folder: string): Photos {
  let last: { readonly name: string; readonly photo: Photo | null } | null = null;

  function load(name: string): Photo | null {
    const path = join(folder, name);
    try {
      if (statSync(path).size > PHOTO_MAX_BYTES) return null;
      const bytes = readFileSync(path);
      const type = usable(name, bytes);
      return type.ok ? { type: type.value, base64: bytes.toString('base64') } : null;
    } catch {
      // Never put, or taken away by hand: the card does without.
      return null;
    }
  }

  return {
    put(name, bytes) {
      if (bytes.length > PHOTO_MAX_BYTES) {
        return err(
          `has ${Math.ceil(bytes.length / 1024)} KB; at most ${PHOTO_MAX_BYTES / 1024}: make the picture smaller`,
        );
      }
      const type = usable(name, bytes);
      if (!type.ok) return type;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const kept = readdirSync(folder);
      if (kept.length >= PHOTOS_MAX && !kept.includes(name))
        return err(`${PHOTOS_MAX} pictures are kept: delete one first`);
      last = null;
      const written = writePrivateFile(join(folder, name), bytes);
      return written.ok ? written : err(written.error.message);
    },
    remove(name) {
      last = null;
      rmSync(join(folder, name), { force: true });
    },
    read(name) {
      if (last?.name !== name) last = { name, photo: load(name) };
      return last.photo;
    },
  };
}

/** The format of a picture that a card can show, or what is wrong with it and the cure. */
function usable(name: string, bytes: Uint8Array): Result<Photo['type'], string> {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const format = FORMATS.find(({ ending, isSuch }) => name.endsWith(`.${ending}`) && isSuch(start));
  if (format === undefined) return err('must be the PNG, JPEG or WebP picture that the name says');
  const size = sizeOf(format, bytes);
  if (size === undefined) return err('is cut off or damaged: save the picture again');
  const { width, height } = size;
  if (width === 0 || height === 0) return err('has no pixels: save the picture again');
  if (width <= PHOTO_MAX_SIDE && height <= PHOTO_MAX_SIDE) return ok(format.type);
  return err(`has ${width} × ${height} pixels; at most ${PHOTO_MAX_SIDE} a side: scale the picture down`);
}

function sizeOf(format: (typeof FORMATS)[number], bytes: Uint8Array): PhotoSize | undefined {
  try {
    return format.sizeOf(Buffer.from(bytes));
  } catch {
    return undefined;
  }
}
