import { largestFrame, smallestFrame } from '../frame-sizes.ts';
import { usageOfCode } from '../usages.ts';
import type { Check } from './report.ts';
import { valuesOf } from './rule-values.ts';

/** Groups of regular expressions exist. */
export const checkGroups: Check = ({ decode }, report) => {
  for (const [index, rule] of decode.entries()) {
    for (const [path, value] of valuesOf(rule)) {
      if (value.kind !== 'regex' || value.group <= value.pattern.groupCount()) continue;
      const has = value.pattern.groupCount();
      report(
        ['decode', index, ...path, 'group'],
        `is ${value.group}, but the pattern has ${has} groups; put (…) around what is meant`,
      );
    }
  }
};

/** A rule that asks for frames of a size that the framing never gives would never be heard. */
export const checkRuleSizes: Check = ({ decode, framing }, report) => {
  for (const [index, { size }] of decode.entries()) {
    if (size === undefined || framing.literals.some((literal) => literal.length === size)) continue;
    const [least, most] = [smallestFrame(framing), largestFrame(framing)];
    if (framing.kind === 'fixed' && size !== framing.size) {
      report(['decode', index, 'size'], `differs from framing.size (${framing.size}); leave it out`);
    } else if (size < least || size > most) {
      report(
        ['decode', index, 'size'],
        `is none of the sizes that the framing gives (${least} to ${most}); correct it`,
      );
    }
  }
};

/** Devices that report their state are declared as such, because their first report is a baseline and never a press. */
export const checkStateful: Check = ({ decode, stateful }, report) => {
  const buttons = decode.findIndex(({ emit }) => emit === 'buttons');
  if (stateful && buttons < 0) report(['stateful'], 'is true, but no rule emits "buttons"; add one or set it to false');
  if (!stateful && buttons >= 0) {
    report(['decode', buttons, 'emit'], 'is "buttons", which needs "stateful": true in the profile');
  }
};

/** The shell can only hand over keys that a boot report has a place for. */
export const checkKeyCodes: Check = ({ transport }, report) => {
  if (transport.kind !== 'keyboard') return;
  for (const [index, code] of transport.codes.entries()) {
    if (usageOfCode(code) !== undefined) continue;
    report(['transport', 'codes', index], `"${code}" is no key of a boot keyboard; use one such as "F13" or "Numpad1"`);
  }
};
