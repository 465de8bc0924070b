import { ownValues } from './columns.ts';
import { hexByte, type Proposal } from './proposal.ts';
import type { Sample } from './recording.ts';

/** One byte for one press. What comes after it, such as another byte for the release, is not in the map and never a rating. */
export function proposeBytes(first: readonly Sample[], later: readonly Sample[]): readonly Proposal[] {
  if ([...first, ...later].some(({ bytes }) => bytes.length !== 1)) return [];
  const values = ownValues(first, (bytes) => bytes[0]);
  if (values === undefined) return [];
  return [
    {
      summary: 'single bytes',
      confidence: 'medium',
      doubts: ['nothing guards a single byte: noise on the line can be a rating'],
      framing: { kind: 'byte', maxFrame: 1 },
      stateful: false,
      decode: [{ emit: 'rating', value: { kind: 'byte', at: 0 } }],
      rating: Object.fromEntries([...values].map(([byte, level]) => [hexByte(byte), level])),
    },
  ];
}
