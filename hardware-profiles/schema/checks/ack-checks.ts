import type { DecodeRule } from '../decode.ts';
import type { AckSpec } from '../profile.ts';
import { variablesOf } from '../template-variables.ts';
import { type Check, listed } from './report.ts';

/** What an acknowledgement of a frame may ask for. */
function variablesOfRule(rule: DecodeRule): readonly string[] {
  const said = Object.entries(rule.says).filter(([, word]) => typeof word === 'number' || typeof word === 'string');
  return [
    ...(rule.emit === 'rating' || rule.emit === 'key' ? ['value'] : []),
    ...(rule.address === undefined ? [] : ['addr', 'addrRaw']),
    ...Object.keys(rule.fields),
    ...said.map(([word]) => word),
  ];
}

/** What the template of an acknowledgement asks for and the rule's frames do not give. */
function unknownIn(spec: AckSpec, known: readonly string[]): readonly string[] {
  return spec.kind === 'template' ? variablesOf(spec.template).filter((one) => !known.includes(one)) : [];
}

/** Every acknowledgement that a rule names exists in every variant, and asks for nothing that the frame does not give. */
export const checkAcks: Check = ({ decode, variants }, report) => {
  for (const [index, rule] of decode.entries()) {
    if (rule.ack === undefined) continue;
    const known = variablesOfRule(rule);
    for (const [name, { ack }] of Object.entries(variants)) {
      const spec = Object.hasOwn(ack, rule.ack) ? ack[rule.ack] : undefined;
      if (spec === undefined) {
        report(['decode', index, 'ack'], `"${rule.ack}" is missing in variants.${name}.ack; add it there`);
        continue;
      }
      const unknown = unknownIn(spec, known);
      if (unknown.length === 0) continue;
      const cure = 'declare it in "fields" or "says" of that rule, or use another';
      const problem = `asks for ${listed(unknown)}, but decode.${index} gives only ${listed(known)}; ${cure}`;
      report(['variants', name, 'ack', rule.ack], problem);
    }
  }
};
