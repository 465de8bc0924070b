import type { FramingSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import { checksumHolds } from './checksums.ts';
import { FRAMING_KINDS, measureOf } from './kinds.ts';
import { agrees, type Measure, MORE, reject, type Step } from './step.ts';
import { createWorkLimit } from './work-limit.ts';

/** Frames known by heart: neither shape nor checksum of the kind applies to them. Undefined: these bytes begin none. */
function createLiterals(spec: FramingSpec) {
  // The shortest first: a longer one that begins alike must not make it wait.
  const literals = spec.literals.toSorted((a, b) => a.length - b.length);
  return (bytes: Uint8Array, final: boolean): Step | undefined => {
    for (const literal of literals) {
      const start = agrees(bytes, 0, literal);
      if (start === 'yes') return { kind: 'frame', size: literal.length };
      if (start === 'so-far' && !final) return MORE;
    }
    return undefined;
  };
}

/** The measure of a framing with what all kinds have in common: frames known by heart, the checksum, and what silence ends. */
export function createMeasure(spec: FramingSpec): Measure {
  const { from, checksum: ofKind } = FRAMING_KINDS[spec.kind];
  const shape = measureOf(spec);
  const matchLiteral = createLiterals(spec);
  const isSearching = from === 'searching';
  const checksums = [ofKind, spec.checksum].flatMap((one) => (one?.strict === true ? [one] : []));
  const work = createWorkLimit();

  const check = (bytes: Uint8Array, step: Extract<Step, { kind: 'frame' }>, position: number): Step => {
    const frame = bytes.subarray(0, step.end ?? step.size);
    if (checksums.every((checksum) => checksumHolds(frame, checksum))) return step;
    const looksInside = isSearching && work.spend(step.size, position);
    return reject('checksum', step.size, looksInside ? 1 : step.size);
  };

  return (bytes, place) => {
    const literal = place.inside ? undefined : matchLiteral(bytes, place.final);
    if (literal !== undefined) return literal;
    const step = shape(bytes, place);
    if (step.kind === 'frame') return check(bytes, step, place.position);
    if (step.kind !== 'more' || !place.final) return step;
    return reject('truncated', bytes.length, isSearching ? 1 : bytes.length);
  };
}
