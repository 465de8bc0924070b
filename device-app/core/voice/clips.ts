import {
  COUNTED_TO,
  KEY_CLIPS,
  NAME_CLIPS,
  type NameClip,
  PROMPT_CLIPS,
  type PromptClip,
  WORD_CLIPS,
  type WordClip,
} from './clips.data.ts';

/** A number read out: 第 n 项, 共 n 项, 第 n 页. */
const COUNTS = ['nth', 'of', 'page'] as const;
export type Count = (typeof COUNTS)[number];
/** Lists that come from catalogues: their codes name the clips, so that a new catalogue needs none of this changed. */
const LISTS = ['tag', 'item'] as const;
export type List = (typeof LISTS)[number];

/** The name of a clip, as in a pack. */
export type ClipId = PromptClip | NameClip | WordClip | `key.${string}` | `${Count}.${number}` | `${List}.${string}`;

const KEYS: readonly `key.${string}`[] = KEY_CLIPS.map((key) => `key.${key}` as const);
const NUMBERS: readonly `${Count}.${number}`[] = COUNTS.flatMap((count) =>
  Array.from({ length: COUNTED_TO }, (_, at) => `${count}.${at + 1}` as const),
);

/** Every clip but those of catalogues. */
export const FIXED_CLIPS: readonly ClipId[] = [...PROMPT_CLIPS, ...NAME_CLIPS, ...WORD_CLIPS, ...KEYS, ...NUMBERS];
const KNOWN: ReadonlySet<string> = new Set(FIXED_CLIPS);
const OF_LIST = /^(tag|item)\.[A-Za-z0-9]{1,12}$/;

/** Whether a pack may hold a clip of this name. */
export function isClip(name: string): name is ClipId {
  return KNOWN.has(name) || OF_LIST.test(name);
}

/** Every clip that these lists need. */
export function clipsFor(lists: Readonly<Record<List, readonly { readonly code: string }[]>>): readonly ClipId[] {
  return [...FIXED_CLIPS, ...LISTS.flatMap((list) => lists[list].map(({ code }) => `${list}.${code}` as const))];
}

/** What says a key with a letter, a digit or a sign on it; undefined for those that only a voice of the system can say. */
export function keyClip(key: string): ClipId | undefined {
  const sign = SIGNS[key];
  if (sign !== undefined) return sign;
  const name = `key.${key.toUpperCase()}` as const;
  return KNOWN.has(name) ? name : undefined;
}

const SIGNS: Readonly<Record<string, NameClip>> = {
  '-': 'key-dash',
  '/': 'key-slash',
  _: 'key-underscore',
  '.': 'key-dot',
};

/** Where something stands among others: it may be all that is said of a name which comes from data. Counted from 1. */
export function placeClips(place: number, count: number): readonly ClipId[] {
  return count > COUNTED_TO ? [] : [`nth.${place}`, `of.${count}`];
}

/** Which page was turned to, counted from 1. */
export function pageClips(page: number): readonly ClipId[] {
  return page > COUNTED_TO ? [] : [`page.${page}`];
}

/**
 * Whether the name of a clip tells what is being chosen: a level, or one of the reasons of a level. It is spoken only where nobody else hears
 * it, and never written larger than it stands on the glass, for whoever stands near (P5).
 */
export function tellsOfChoice(clip: string): boolean {
  return /^(level|tag\.)/.test(clip);
}
