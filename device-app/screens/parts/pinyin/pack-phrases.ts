/** A word as the builder of the phrase table meets it. */
export interface PhraseSource {
  readonly word: string;
  /** Syllables without tones, ü as v. */
  readonly syllables: readonly string[];
  /** How often it was counted in running text. */
  readonly count: number;
}

const FIRST_WEIGHT = 'a'.charCodeAt(0);
const LARGEST_WEIGHT = 25;

/**
 * The phrase table as text, one line for each first syllable: `bu;不t部r;fang bian:不方便k`. A letter after each word is the binary logarithm of
 * its count, `a` to `z`. Words of one reading stand most frequent first. Made for size after compression and for reading line by line.
 */
export function packPhrases(sources: Iterable<PhraseSource>): string {
  const lines = new Map<string, Map<string, PhraseSource[]>>();
  for (const source of sources) {
    const [first = '', ...rest] = source.syllables;
    const line = inMap(lines, first, () => new Map<string, PhraseSource[]>());
    inMap(line, rest.join(' '), () => [] as PhraseSource[]).push(source);
  }
  return [...lines]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([first, line]) => `${first};${[...line].sort(byKey).map(packEntry).join(';')}`)
    .join('\n');
}

function packEntry([rest, sources]: [string, PhraseSource[]]): string {
  const words = sources.sort((one, other) => other.count - one.count).map(({ word, count }) => word + weightOf(count));
  return rest === '' ? words.join('') : `${rest}:${words.join('')}`;
}

function weightOf(count: number): string {
  const weight = Math.min(LARGEST_WEIGHT, Math.max(0, Math.round(Math.log2(Math.max(1, count)))));
  return String.fromCharCode(FIRST_WEIGHT + weight);
}

const byKey = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1);

function inMap<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
