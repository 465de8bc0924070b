import type { PhraseNode, PhraseTable } from './phrase-table.ts';
import { shorthandsOf, spellingsOf } from './spellings.ts';

/** A word that the letters, or their beginning, can stand for. */
export interface PhraseMatch {
  readonly text: string;
  /** How many of the letters it takes, the apostrophes between them included. */
  readonly used: number;
  /** The letters it takes, by syllable. */
  readonly parts: readonly string[];
  /** How many of its syllables were typed by their initials alone. */
  readonly initials: number;
  /** Higher is likelier. In powers of two. */
  readonly score: number;
}

/** A citizen's letters: a to z, and ' where a syllable is to end. */
export const LETTERS_MAX = 40;

/** What it costs to have typed a syllable only in part. The last one may still be coming, so that is cheap. */
const COSTS = { unfinished: 3, shorthand: 8 } as const;

export interface MatchOptions {
  /** Where in the letters to begin. */
  readonly from?: number;
  /** Whether initials alone may stand for syllables: `bfb` for bu fang bian. */
  readonly shorthands?: boolean;
}

interface Walk {
  readonly letters: string;
  readonly shorthands: boolean;
  readonly found: PhraseMatch[];
}

interface Place {
  readonly node: PhraseNode;
  readonly at: number;
  readonly parts: readonly string[];
  readonly initials: number;
  readonly cost: number;
}

/** Where the letters can be after a syllable. */
interface Way {
  readonly end: number;
  readonly cost: number;
  readonly initials: 0 | 1;
}

/** Every word whose syllables, typed in full, in part or by their initials, begin where asked. In no order. */
export function matchPhrases(table: PhraseTable, letters: string, options: MatchOptions = {}): readonly PhraseMatch[] {
  const { from = 0, shorthands = true } = options;
  const walk: Walk = { letters, shorthands, found: [] };
  const start = from + (letters[from] === "'" ? 1 : 0);
  for (const first of table.firsts(letters[start] ?? '')) {
    for (const { end, cost, initials } of waysThrough(walk, start, first)) {
      const node = table.after(first);
      if (node !== undefined) enter(walk, { node, at: end, parts: [letters.slice(start, end)], initials, cost });
    }
  }
  return walk.found.map((match) => ({ ...match, used: match.used - from }));
}

function enter(walk: Walk, place: Place): void {
  const { node, at, parts, initials, cost } = place;
  for (const { text, weight } of node.words) walk.found.push({ text, used: at, parts, initials, score: weight - cost });
  const start = at + (walk.letters[at] === "'" ? 1 : 0);
  if (start >= walk.letters.length) return;
  for (const [syllable, next] of node.next) {
    for (const way of waysThrough(walk, start, syllable)) {
      const typed = walk.letters.slice(start, way.end);
      const sums = { initials: initials + way.initials, cost: cost + way.cost };
      enter(walk, { node: next, at: way.end, parts: [...parts, typed], ...sums });
    }
  }
}

/** Every way to read this syllable here, each end once at its least cost. */
function waysThrough({ letters, shorthands }: Walk, at: number, syllable: string): Iterable<Way> {
  const ways = new Map<number, Way>();
  const offer = (end: number, cost: number, initials: 0 | 1) => {
    if (cost < (ways.get(end)?.cost ?? Number.POSITIVE_INFINITY)) ways.set(end, { end, cost, initials });
  };
  const rest = letters.slice(at);
  for (const { letters: way, cost } of spellingsOf(syllable)) {
    if (rest.startsWith(way)) offer(at + way.length, cost, 0);
    else if (way.startsWith(rest)) offer(letters.length, cost + COSTS.unfinished, 0);
  }
  for (const shorthand of shorthands ? shorthandsOf(syllable) : []) {
    if (rest.startsWith(shorthand)) offer(at + shorthand.length, COSTS.shorthand, 1);
  }
  return ways.values();
}
