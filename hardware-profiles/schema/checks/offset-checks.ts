import type { FieldPath } from '../../profile-issue.ts';
import { bytesAt, bytesNeeded, bytesOfRange } from '../bytes-needed.ts';
import type { DecodeRule } from '../decode.ts';
import { largestFrame } from '../frame-sizes.ts';
import type { FramingSpec } from '../framing.ts';
import type { Check } from './report.ts';
import { valuesOf } from './rule-values.ts';

/** Everything that a rule looks at, with how many bytes a frame must have for it to be there. */
function needsOf(rule: DecodeRule): readonly (readonly [path: FieldPath, bytes: number])[] {
  const conditions = rule.when.flatMap((condition, index) =>
    'at' in condition ? [[['when', index, 'at'], bytesAt(condition.at, 1)] as const] : [],
  );
  const address = rule.address === undefined ? [] : [[['address', 'at'], bytesAt(rule.address.at, 1)] as const];
  const range = rule.emit === 'key' ? rule.digits : undefined;
  const digits = range === undefined ? [] : [[['digits'], bytesOfRange(range.from, range.to)] as const];
  const values = valuesOf(rule).map(([path, value]) => [path, bytesNeeded(value)] as const);
  return [...conditions, ...address, ...digits, ...values];
}

/** Most bytes of a frame that a rule can fit. */
function mostBytes(framing: FramingSpec, { size }: DecodeRule): number {
  return size ?? Math.max(largestFrame(framing), ...framing.literals.map(({ length }) => length));
}

/** A rule that looks at bytes which no frame has would never be heard. */
export const checkOffsets: Check = ({ decode, framing }, report) => {
  for (const [index, rule] of decode.entries()) {
    const most = mostBytes(framing, rule);
    for (const [path, bytes] of needsOf(rule)) {
      if (bytes <= most) continue;
      const problem = Number.isFinite(bytes)
        ? `needs ${bytes} bytes, but frames of this rule have at most ${most}; correct it, or the size`
        : 'ends before it begins, or behind the end of the frame; correct one of its places';
      report(['decode', index, ...path], problem);
    }
  }
};
