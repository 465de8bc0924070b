import { matchPhrases, type PhraseMatch } from './match-phrases.ts';
import type { PhraseTable } from './phrase-table.ts';

export type Candidate = Pick<PhraseMatch, 'text' | 'used' | 'parts'>;

/** As many as anybody pages through. */
const CANDIDATES_MAX = 300;
/** The binary logarithm of all words that were counted: a word's weight less this is its logarithmic likelihood. */
const ALL_WORDS = 26;

/**
 * What the letters may mean, likeliest first: words that use all letters, a sentence put together of several, then words that use the
 * beginning, longest first. Choosing one that leaves letters over is a partial commit. Empty for letters that begin no syllable.
 */
export function findCandidates(table: PhraseTable, letters: string): readonly Candidate[] {
  const matches = matchPhrases(table, letters);
  const whole = matches.filter(({ used }) => used === letters.length).sort(byLikeness);
  const isRead = matches.some(({ initials }) => initials === 0);
  const partial = matches
    .filter(({ used }) => used < letters.length)
    // One letter for a character is worth offering only where the letters make no syllable.
    .filter(({ initials, parts }) => !isRead || initials === 0 || parts.length > 1)
    .sort((one, other) => other.used - one.used || byScore(one, other));
  const sentence = composeSentence(table, letters);
  return distinct([...sentence, ...whole, ...partial]).slice(0, CANDIDATES_MAX);
}

/** The letters with the syllables of the likeliest reading set apart, as they are shown while typing. */
export function spellOut(letters: string, best: Candidate | undefined): string {
  if (best === undefined) return letters;
  const rest = letters.slice(best.used);
  return [...best.parts, ...(rest === '' || rest === "'" ? [] : [rest])].join("'") + (letters.endsWith("'") ? "'" : '');
}

/** What a word of more syllables is worth beside a character of fewer: who types xian may well mean 西安. */
const SYLLABLE_WORTH = 2;

const byLikeness = (one: PhraseMatch, other: PhraseMatch): number =>
  other.score - one.score + SYLLABLE_WORTH * (other.parts.length - one.parts.length);
const byScore = (one: PhraseMatch, other: PhraseMatch): number => other.score - one.score;

interface Sentence extends Candidate {
  readonly score: number;
  readonly words: number;
}

/** The likeliest row of words that uses up all letters: at each place the best row that reaches it. None if that is a single word. */
function composeSentence(table: PhraseTable, letters: string): readonly Candidate[] {
  const best: (Sentence | undefined)[] = [{ text: '', used: 0, parts: [], score: 0, words: 0 }];
  for (let at = 0; at < letters.length; at += 1) {
    const before = best[at];
    if (before === undefined) continue;
    for (const match of matchPhrases(table, letters, { from: at, shorthands: false })) {
      const used = at + match.used;
      const score = before.score + match.score - ALL_WORDS;
      if (score <= (best[used]?.score ?? Number.NEGATIVE_INFINITY)) continue;
      const parts = [...before.parts, ...match.parts];
      best[used] = { text: before.text + match.text, used, parts, score, words: before.words + 1 };
    }
  }
  const whole = best[letters.length];
  return whole === undefined || whole.words < 2 ? [] : [whole];
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.flatMap(({ text, used, parts }) => {
    if (seen.has(text)) return [];
    seen.add(text);
    return [{ text, used, parts }];
  });
}
