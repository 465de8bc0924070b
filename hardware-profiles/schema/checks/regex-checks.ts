import { largestFrame } from '../frame-sizes.ts';
import type { Check } from './report.ts';
import { valuesOf } from './rule-values.ts';

/**
 * Most steps that the expressions of a profile may take for one frame: instructions of all their programs, since a frame may be held against
 * each, times characters of the longest frame, since RE2 goes through a text once. A step takes a fraction of a microsecond.
 */
export const MAX_REGEX_STEPS = 32_768;

/** Expressions cannot keep a terminal from its other work: what they may cost per frame is bounded. */
export const checkRegexSteps: Check = ({ decode, framing }, report) => {
  const expressions = decode.flatMap((rule, index) =>
    valuesOf(rule).flatMap(([path, value]) =>
      value.kind === 'regex'
        ? [{ path: ['decode', index, ...path, 'pattern'], size: value.pattern.programSize() }]
        : [],
    ),
  );
  const characters = Math.max(largestFrame(framing), ...framing.literals.map(({ length }) => length));
  const instructions = expressions.reduce((sum, { size }) => sum + size, 0);
  const most = Math.floor(MAX_REGEX_STEPS / characters);
  const [largest] = expressions.toSorted((one, other) => other.size - one.size);
  if (largest === undefined || instructions <= most) return;
  report(
    largest.path,
    `makes ${instructions} instructions with the other expressions; for frames of up to ${characters} bytes ${most} are allowed: lower framing.maxFrame, or repeat less, as "{1,60}" does`,
  );
};
