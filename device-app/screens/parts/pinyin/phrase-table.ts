/** A word under one reading. `weight`: the binary logarithm of how often it is written. */
export interface PhraseWord {
  readonly text: string;
  readonly weight: number;
}

/** Words by their syllables. */
export interface PhraseNode {
  /** Most frequent first. */
  readonly words: readonly PhraseWord[];
  readonly next: ReadonlyMap<string, PhraseNode>;
}

export interface PhraseTable {
  /** The syllables with this initial letter that a word can begin with. */
  firsts(letter: string): readonly string[];
  /** Words that begin with one of them. */
  after(first: string): PhraseNode | undefined;
}

interface GrowingNode {
  readonly words: PhraseWord[];
  readonly next: Map<string, GrowingNode>;
}

const LINE = /^([a-z]+);/;

/** Reads what `packPhrases` wrote. Each line only when it is first asked for: nobody uses all four hundred. */
export function readPhraseTable(packed: string): PhraseTable {
  const lines = new Map(packed.split('\n').map((line) => [LINE.exec(line)?.[1] ?? '', line]));
  const read = new Map<string, PhraseNode>();
  const byLetter = new Map<string, string[]>();
  for (const first of lines.keys()) byLetter.set(first[0] ?? '', [...(byLetter.get(first[0] ?? '') ?? []), first]);
  return {
    firsts: (letter) => byLetter.get(letter) ?? [],
    after(first) {
      const known = read.get(first);
      const line = lines.get(first);
      if (known !== undefined || line === undefined) return known;
      const node = readLine(line.slice(first.length + 1));
      read.set(first, node);
      return node;
    },
  };
}

function readLine(line: string): PhraseNode {
  const root: GrowingNode = { words: [], next: new Map() };
  for (const entry of line.split(';')) {
    const colon = entry.indexOf(':');
    const syllables = colon === -1 ? [] : entry.slice(0, colon).split(' ');
    let node = root;
    for (const syllable of syllables) node = child(node, syllable);
    for (const [, text = '', weight = 'a'] of entry.slice(colon + 1).matchAll(/([^a-z]+)([a-z])/g)) {
      node.words.push({ text, weight: weight.charCodeAt(0) - 'a'.charCodeAt(0) });
    }
  }
  return root;
}

function child(node: GrowingNode, syllable: string): GrowingNode {
  let next = node.next.get(syllable);
  if (next === undefined) {
    next = { words: [], next: new Map() };
    node.next.set(syllable, next);
  }
  return next;
}
