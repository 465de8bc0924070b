import type { TerminalFact } from './terminal-facts.ts';

/**
 * Facts on their way to the writer thread. The structured clone of an object writes every key of every object; a flat list of plain values costs
 * a fraction of it, and this runs for every record of every terminal.
 */
export type PackedFacts = readonly (string | number | null)[];

/** Fields of each kind of fact, in the order in which they are packed. */
const LAYOUT = {
  opened: [
    'offset',
    'sessionId',
    'qrHandle',
    'openedBy',
    'openedAt',
    'projectNo',
    'serviceNumber',
    'serialNumber',
    'visit',
    'openedAtHere',
  ],
  closed: ['offset', 'sessionId', 'outcome', 'at'],
  rating: ['offset', 'sessionId', 'ratingId', 'level', 'channel', 'assessedAt', 'committedAt', 'tested'],
  reasons: ['offset', 'sessionId', 'ratingId', 'tags', 'remark', 'items', 'hasInk'],
} as const satisfies { readonly [K in TerminalFact['kind']]: readonly (keyof Extract<TerminalFact, { kind: K }>)[] };

export function packFacts(facts: readonly TerminalFact[]): PackedFacts {
  const packed: (string | number | null)[] = [];
  for (const fact of facts) {
    const values = fact as unknown as Readonly<Record<string, string | number | null>>;
    packed.push(fact.kind);
    for (const field of LAYOUT[fact.kind]) packed.push(values[field] as string | number | null);
  }
  return packed;
}

export function unpackFacts(packed: PackedFacts): TerminalFact[] {
  const facts: TerminalFact[] = [];
  let at = 0;
  while (at < packed.length) {
    const kind = packed[at] as TerminalFact['kind'];
    const fact: Record<string, string | number | null> = { kind };
    at += 1;
    for (const field of LAYOUT[kind]) {
      fact[field] = packed[at] as string | number | null;
      at += 1;
    }
    facts.push(fact as unknown as TerminalFact);
  }
  return facts;
}
