/** How a syllable may be typed, and how far that is from its spelling. */
export interface Spelling {
  readonly letters: string;
  readonly cost: number;
}

/** As much as being sixteen times rarer. */
const FUZZY_COST = 4;

/** Sounds that many speakers do not tell apart, in both directions. */
const INITIALS = [
  ['zh', 'z'],
  ['ch', 'c'],
  ['sh', 's'],
] as const;
const FINALS = [
  ['ing', 'in'],
  ['eng', 'en'],
  ['ang', 'an'],
] as const;

const known = new Map<string, readonly Spelling[]>();

/** All ways to type a syllable of the table, its own first. ü is typed as v, or as u where no other syllable is meant (lue). */
export function spellingsOf(syllable: string): readonly Spelling[] {
  let spellings = known.get(syllable);
  if (spellings === undefined) {
    spellings = makeSpellings(syllable);
    known.set(syllable, spellings);
  }
  return spellings;
}

function makeSpellings(syllable: string): readonly Spelling[] {
  const spellings = new Map<string, number>([[syllable, 0]]);
  if (/^[ln]ve$/.test(syllable)) spellings.set(syllable.replace('v', 'u'), 0);
  for (const letters of [...spellings.keys()]) {
    for (const start of initialsOf(letters)) {
      for (const whole of finalsOf(start)) if (!spellings.has(whole)) spellings.set(whole, FUZZY_COST);
    }
  }
  return [...spellings].map(([letters, cost]) => ({ letters, cost }));
}

function initialsOf(letters: string): readonly string[] {
  for (const [long, short] of INITIALS) {
    if (letters.startsWith(long)) return [letters, short + letters.slice(long.length)];
    if (letters.startsWith(short)) return [letters, long + letters.slice(short.length)];
  }
  return [letters];
}

function finalsOf(letters: string): readonly string[] {
  for (const [long, short] of FINALS) {
    if (letters.endsWith(long)) return [letters, letters.slice(0, -long.length) + short];
    if (letters.endsWith(short)) return [letters, letters.slice(0, -short.length) + long];
  }
  return [letters];
}

/** The letters that stand for a whole syllable when only its beginning is typed: `z` or `zh` for zhong. */
export function shorthandsOf(syllable: string): readonly string[] {
  const [first = ''] = syllable;
  return /^[zcs]h/.test(syllable) ? [first, syllable.slice(0, 2)] : [first];
}
