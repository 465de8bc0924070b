import type { FieldPath } from '../../profile-issue.ts';
import type { RuleValue } from '../bytes-needed.ts';
import type { DecodeRule } from '../decode.ts';

/** All values of a rule, with where they stand in it. */
export function valuesOf(rule: DecodeRule): readonly (readonly [path: FieldPath, value: RuleValue])[] {
  const fields = Object.entries(rule.fields).map(([name, value]) => [['fields', name], value] as const);
  if (rule.emit === 'scan') {
    const more = rule.more === undefined ? [] : ([[['more'], rule.more]] as const);
    return [[['value'], rule.value], ...more, ...fields];
  }
  return 'value' in rule ? [[['value'], rule.value], ...fields] : fields;
}
