/** Every combination that a row of a sample has one of. */
export interface Factors {
  readonly names: readonly string[];
  readonly languages: readonly string[];
  readonly modes: readonly string[];
  readonly panels: readonly string[];
}

export interface Row {
  readonly name: string;
  readonly language: string;
  readonly mode: string;
  readonly panel: string;
}

/** How many ways of dealing out languages and panels are tried for each name. */
const TRIES = 60;

/**
 * A sample in which each name meets each language, each mode and each panel, and each language meets each mode on each panel, as far as there
 * are names enough. Pseudo-random, and the same each time.
 */
export function coveringSample({ names, languages, modes, panels }: Factors): readonly Row[] {
  const random = generator(20_261_122);
  const met = new Set<string>();
  const length = Math.max(modes.length, languages.length, panels.length);
  return names.flatMap((name) => {
    let best: { rows: Row[]; fresh: number } = { rows: [], fresh: -1 };
    for (let tries = 0; tries < TRIES; tries += 1) {
      const [l, m, p] = [languages, modes, panels].map((values) => dealt(values, length, random));
      const rows = Array.from({ length }, (_, at) => ({ name, language: l![at]!, mode: m![at]!, panel: p![at]! }));
      const fresh = new Set(rows.map(tripleOf).filter((triple) => !met.has(triple))).size;
      if (fresh > best.fresh) best = { rows, fresh };
    }
    for (const row of best.rows) met.add(tripleOf(row));
    return best.rows;
  });
}

export function tripleOf({ language, mode, panel }: Row): string {
  return `${language} ${mode} ${panel}`;
}

/** Each value at least once, in a random order. */
function dealt(values: readonly string[], length: number, random: () => number): readonly string[] {
  const pool = Array.from({ length }, (_, at) => values[at % values.length]!);
  for (let at = pool.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [pool[at], pool[other]] = [pool[other]!, pool[at]!];
  }
  return pool;
}

/** A linear congruential generator: the same numbers on every machine. From 0 to less than 1. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
