import type { LintCheck } from './lint-check.ts';
import { covers, demandsOf, shadows } from './rule-demands.ts';

/** A rule that fits whatever a later one fits: the later is never heard. */
export const checkShadowed: LintCheck = ({ profile: { decode, framing } }, find) => {
  const demands = decode.map(demandsOf);
  for (const [later, strict] of demands.entries()) {
    const earlier = demands.findIndex((loose, index) => index < later && shadows(loose, strict, framing));
    if (earlier < 0) continue;
    find.issue(
      ['decode', later],
      `is never heard: decode.${earlier} fits the same frames; put it first or tell them apart`,
    );
  }
};

/**
 * Two rules that fit one frame, of which the first is not simply the stricter one: which is meant depends on their order alone. A
 * special rule before a general one is meant to be so.
 */
export const checkAmbiguous: LintCheck = ({ profile: { decode, framing }, report }, find) => {
  const demands = decode.map(demandsOf);
  const told = new Set<string>();
  for (const [index, { rules }] of report.vectors.entries()) {
    for (const [first = 0, ...others] of rules) {
      for (const other of others) {
        const [strict, loose] = [demands[first], demands[other]];
        const pair = `${first} ${other}`;
        if (strict === undefined || loose === undefined || covers(loose, strict, framing) || told.has(pair)) continue;
        told.add(pair);
        const problem = `fits vectors.${index} like decode.${first} before it; give one a condition that the other contradicts`;
        find.issue(['decode', other], problem);
      }
    }
  }
};
