import type { Candidate } from '../pinyin/find-candidates.ts';
import { LETTERS_MAX } from '../pinyin/match-phrases.ts';

/** A text in the making. Immutable. */
export interface Writing {
  readonly text: string;
  /** Where the next character goes, in UTF-16 units. */
  readonly caret: number;
  /** Pinyin that is not yet turned into characters. */
  readonly letters: string;
  /** The longest text, in UTF-16 units. */
  readonly max: number;
}

export function beginWriting(text: string, max: number): Writing {
  return { text, caret: text.length, letters: '', max };
}

/** Puts in a text at the caret, as much of it as still fits. Letters that wait are left as they are. */
export function insert(writing: Writing, added: string): Writing {
  const { text, caret, max } = writing;
  const fitting = cutTo(added, max - text.length);
  return { ...writing, text: text.slice(0, caret) + fitting + text.slice(caret), caret: caret + fitting.length };
}

/** One more letter of pinyin, or the apostrophe that ends a syllable. */
export function addLetter(writing: Writing, letter: string): Writing {
  const { letters, text, max } = writing;
  const isIdle = letter === "'" && (letters === '' || letters.endsWith("'"));
  // Without room for a single character there is nothing to look for.
  if (isIdle || letters.length >= LETTERS_MAX || text.length >= max) return writing;
  return { ...writing, letters: letters + letter };
}

/** Takes a candidate; the letters it does not use wait on. */
export function choose(writing: Writing, { text, used }: Pick<Candidate, 'text' | 'used'>): Writing {
  const letters = writing.letters.slice(used).replace(/^'/, '');
  return { ...insert(writing, text), letters };
}

/** Turns letters that wait into text as they are, so that nothing that was typed is lost or guessed. */
export function settle(writing: Writing): Writing {
  return { ...insert(writing, writing.letters), letters: '' };
}

/** Takes back the last letter, or else the character before the caret, whole. */
export function eraseBack(writing: Writing): Writing {
  const { text, caret, letters } = writing;
  if (letters !== '') return { ...writing, letters: letters.slice(0, -1) };
  const [last = ''] = [...text.slice(0, caret)].slice(-1);
  const before = caret - last.length;
  return { ...writing, text: text.slice(0, before) + text.slice(caret), caret: before };
}

export function eraseAll(writing: Writing): Writing {
  return { ...writing, text: '', caret: 0, letters: '' };
}

/** What a keyboard of the house or the system's own input method made of the text. */
export function replaceAll(writing: Writing, text: string, caret: number): Writing {
  const fitting = cutTo(text, writing.max);
  return { ...writing, text: fitting, caret: Math.min(caret, fitting.length), letters: '' };
}

/** The beginning of a text, without cutting a character in half. */
function cutTo(text: string, room: number): string {
  if (text.length <= room) return text;
  let cut = '';
  for (const character of text) {
    if (cut.length + character.length > room) break;
    cut += character;
  }
  return cut;
}

/** Consonants ཀ to ཨ have a form to be written under another one, this far behind in Unicode. */
const SUBJOINED = 0x50;

/** A Tibetan consonant as it stands under another one; anything else as it is. */
export function subjoined(letter: string): string {
  return /^[\u0f40-\u0f6c]$/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + SUBJOINED) : letter;
}
