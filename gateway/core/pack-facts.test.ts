import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packFacts, unpackFacts } from './pack-facts.ts';
import type { TerminalFact } from './terminal-facts.ts';

const text = fc.string();
const number = fc.nat();
const fact: fc.Arbitrary<TerminalFact> = fc.oneof(
  fc.record({
    kind: fc.constant('opened' as const),
    offset: number,
    sessionId: text,
    qrHandle: text,
    openedBy: text,
    openedAt: number,
    projectNo: fc.option(text),
    serviceNumber: fc.option(number),
    serialNumber: fc.option(text),
    visit: fc.option(text),
    openedAtHere: number,
  }),
  fc.record({ kind: fc.constant('closed' as const), offset: number, sessionId: text, outcome: text, at: number }),
  fc.record({
    kind: fc.constant('rating' as const),
    offset: number,
    sessionId: text,
    ratingId: text,
    level: number,
    channel: text,
    assessedAt: number,
    committedAt: number,
    tested: number,
  }),
  fc.record({
    kind: fc.constant('reasons' as const),
    offset: number,
    sessionId: text,
    ratingId: text,
    tags: text,
    remark: text,
    items: text,
    hasInk: number,
  }),
);

test('facts arrive as they were sent', () => {
  fc.assert(
    fc.property(fc.array(fact), (facts) => {
      expect(unpackFacts(structuredClone(packFacts(facts)))).toStrictEqual(facts.map((one) => ({ ...one })));
    }),
  );
});
