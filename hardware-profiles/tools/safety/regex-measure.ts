/**
 * How likely evenly random text is what a regular expression describes: the sum over all texts that match of 256 to the power of minus their length.
 * An upper bound wherever it is not exact: what is not understood counts as certain.
 */

/** Gives the measure of a capturing group instead of what stands in it, such as the values of a key map. */
export type GroupMeasure = (group: number, own: number) => number;

const DIGITS = 10;
const WORDS = 63;
const BLANKS = 6;
const CLASSES: Readonly<Record<string, number>> = {
  d: DIGITS,
  D: 256 - DIGITS,
  w: WORDS,
  W: 256 - WORDS,
  s: BLANKS,
  S: 256 - BLANKS,
};
/** Escapes that stand for no byte. */
const EMPTY = new Set(['b', 'B', 'A', 'z']);

class NotUnderstood extends Error {}

/** The measure of something that stands so many times in a row. */
function times(one: number, least: number, most: number): number {
  let sum = 0;
  for (let count = least; count <= most; count += 1) sum += one ** count;
  return sum;
}

/** Reads an expression from left to right, adding up its measure. Throws {@link NotUnderstood}. */
function createReader(pattern: string, longest: number, measureOf: GroupMeasure) {
  let at = 0;
  let groups = 0;
  const take = (text: string): boolean => {
    if (!pattern.startsWith(text, at)) return false;
    at += text.length;
    return true;
  };

  const escaped = (): number => {
    const letter = pattern[at] ?? '';
    at += 1;
    const known = CLASSES[letter];
    if (known !== undefined) return known;
    if (EMPTY.has(letter)) return 256;
    if (/[A-Za-z0-9]/.test(letter) && !'rntfv'.includes(letter)) throw new NotUnderstood(letter);
    return 1;
  };
  /** One member of a class: a character, an escape or a range. */
  const member = (): number => {
    const char = pattern[at];
    if (char === undefined || char === '[') throw new NotUnderstood('[');
    at += 1;
    if (char === '\\') return escaped();
    const end = pattern[at] === '-' ? (pattern[at + 1] ?? ']') : ']';
    if (end === ']') return 1;
    if (end === '\\') throw new NotUnderstood('-');
    at += 2;
    return Math.max(0, end.charCodeAt(0) - char.charCodeAt(0) + 1);
  };
  /** How many bytes a class in brackets takes; overlaps count twice. */
  const brackets = (): number => {
    const negated = take('^');
    let count = member();
    while (!take(']')) count += member();
    return negated ? 256 : Math.min(256, count);
  };
  const grouped = (): number => {
    const silent = take('?:');
    if (!silent && pattern[at] === '?') throw new NotUnderstood('?');
    if (!silent) groups += 1;
    const number = groups;
    const own = alternatives();
    if (!take(')')) throw new NotUnderstood(')');
    return silent ? own : measureOf(number, own);
  };
  const atom = (): number => {
    const char = pattern[at] ?? '';
    at += 1;
    if (char === '(') return grouped();
    if (char === '[') return brackets() / 256;
    if (char === '\\') return escaped() / 256;
    if (char === '^' || char === '$' || char === '.') return 1;
    // A character beyond ASCII takes several bytes, of which one is counted.
    return 1 / 256;
  };
  const repeated = (one: number): number => {
    if (take('*')) return times(one, 0, longest);
    if (take('+')) return times(one, 1, longest);
    if (take('?')) return times(one, 0, 1);
    const [whole, least = '', most] = /^\{(\d+)(?:,(\d*))?}/.exec(pattern.slice(at)) ?? [];
    if (whole === undefined) return one;
    at += whole.length;
    return times(one, Number(least), most === undefined ? Number(least) : Number(most || longest));
  };
  const sequence = (): number => {
    let product = 1;
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
      const one = repeated(atom());
      take('?');
      product *= one;
    }
    return product;
  };
  const alternatives = (): number => {
    let sum = sequence();
    while (take('|')) sum += sequence();
    return sum;
  };
  return {
    read(): number {
      const measure = alternatives();
      if (at < pattern.length) throw new NotUnderstood(pattern.slice(at));
      return measure;
    },
  };
}

/**
 * @param longest bytes of the longest text: without `^` the expression may fit at each of its places
 * @returns at most 1
 */
export function regexMeasure(pattern: string, longest: number, measureOf: GroupMeasure = (_group, own) => own): number {
  try {
    const anchored = pattern.startsWith('^') && !pattern.includes('|');
    const measure = createReader(pattern, longest, measureOf).read();
    return Math.min(1, measure * (anchored ? 1 : longest + 1));
  } catch (cause) {
    if (cause instanceof NotUnderstood) return 1;
    throw cause;
  }
}
