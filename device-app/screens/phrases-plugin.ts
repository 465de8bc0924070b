import { createHash } from 'node:crypto';
// biome-ignore lint/style/noRestrictedImports: runs when the screens are built, not where they are shown
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pinyin, polyphonic } from 'pinyin-pro';
import type { Plugin } from 'vite';
import { type PhraseSource, packPhrases } from './parts/pinyin/pack-phrases.ts';
import { SERVICE_WORDS } from './parts/pinyin/service-words.data.ts';

/** What the screens import, lazily: a module whose default export is the packed table. */
export const PHRASES_MODULE = 'virtual:phrases';
const RESOLVED = `\0${PHRASES_MODULE}`;

/** Words shorter and more frequent than these are kept: enough for a remark, small enough for a slow board. */
const LIMITS = { longest: 5, words: 40_000, leastCount: 12 };
/** The counts of service words: among the everyday ones. */
const SERVICE_COUNT = 6000;
/** A reading that a character has only now and then. */
const RARE_READING = 16;
const HAN = /^[\u4e00-\u9fa5]+$/;

/**
 * Provides the phrase table of the pinyin keyboard: the words and counts of jieba's dictionary (MIT), read aloud by pinyin-pro (MIT), in one
 * module of its own that is loaded when somebody begins to write. Kept in the cache folder while its ingredients stay the same.
 */
export function phrasesPlugin(cacheFolder: string): Plugin {
  return {
    name: 'phrases',
    resolveId: (id) => (id === PHRASES_MODULE ? RESOLVED : null),
    load: (id) => (id === RESOLVED ? `export default ${JSON.stringify(phraseTable(cacheFolder))}` : null),
  };
}

/** The packed table, from the cache if it is there. */
export function phraseTable(cacheFolder: string): string {
  const require = createRequire(import.meta.url);
  const dictionary = readFileSync(require.resolve('@node-rs/jieba/dict.txt'), 'utf8');
  const builders = ['./phrases-plugin.ts', './parts/pinyin/pack-phrases.ts', './parts/pinyin/service-words.data.ts'];
  const digest = createHash('sha256').update(dictionary);
  for (const name of builders) digest.update(readFileSync(new URL(name, import.meta.url)));
  const cached = join(cacheFolder, `phrases-${digest.digest('hex').slice(0, 16)}.txt`);
  try {
    return readFileSync(cached, 'utf8');
  } catch {
    const table = packPhrases(phraseSources(dictionary));
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(cached, table);
    return table;
  }
}

/** @param dictionary jieba's: a word, its count and its part of speech to a line */
export function phraseSources(dictionary: string): PhraseSource[] {
  const counts = new Map<string, number>();
  for (const line of dictionary.split('\n')) {
    const [word = '', count = '', part] = line.trim().split(' ');
    // Names of persons only crowd out words.
    if (part === 'nr' && word.length > 1) continue;
    if (HAN.test(word) && word.length <= LIMITS.longest) counts.set(word, Number(count));
  }
  const characters = [...counts].filter(([word]) => word.length === 1);
  const phrases = [...counts]
    .filter(([word, count]) => word.length > 1 && count >= LIMITS.leastCount)
    .sort(([, one], [, other]) => other - one)
    .slice(0, LIMITS.words);
  const service = new Set<string>(SERVICE_WORDS);
  return [
    ...characters.filter(([word]) => isEverydayCharacter(word)).flatMap(readingsOf),
    ...phrases.filter(([word]) => !service.has(word)).map(([word, count]) => phraseOf(word, count)),
    ...[...service].map((word) => phraseOf(word, Math.max(SERVICE_COUNT, counts.get(word) ?? 0))),
  ];
}

/** The 6763 characters of GB 2312, which the screen's font draws. */
function isEverydayCharacter(character: string): boolean {
  return gb2312.has(character);
}
const gb2312 = charactersOfGb2312();

function charactersOfGb2312(): ReadonlySet<string> {
  const decoder = new TextDecoder('gb2312');
  const characters = new Set<string>();
  for (let row = 0xb0; row <= 0xf7; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) characters.add(decoder.decode(new Uint8Array([row, cell])));
  }
  return characters;
}

/** A character under each of its readings; under its usual one it ranks by its count. */
function readingsOf([character, count]: [string, number]): PhraseSource[] {
  const usual = pinyin(character, { toneType: 'none', v: true });
  const all = polyphonic(character, { toneType: 'none', v: true, type: 'array' })[0] ?? [usual];
  return [...new Set([usual, ...all])].filter(isSyllable).map((syllable) => ({
    word: character,
    syllables: [syllable],
    count: syllable === usual ? count : Math.ceil(count / RARE_READING),
  }));
}

function phraseOf(word: string, count: number): PhraseSource {
  return { word, syllables: pinyin(word, { toneType: 'none', v: true, type: 'array' }), count };
}

const isSyllable = (text: string): boolean => /^[a-z]{1,6}$/.test(text);
