import type { Condition, DecodeRule } from '../decode.ts';
import { fitsLiteral, possibleBytes } from '../possible-bytes.ts';
import type { OutputSpec, ProfileFields } from '../profile.ts';
import { variablesOf } from '../template-variables.ts';
import { type Check, listed } from './report.ts';
import { valuesOf } from './rule-values.ts';

type JsonCondition = Extract<Condition, { path: string }>;

function differ(one: JsonCondition, other: JsonCondition): boolean {
  if (one.equals === undefined || other.equals === undefined) return false;
  const alike = (value: string | number) => (typeof value === 'string' ? value.toLowerCase() : value);
  return one.loose || other.loose ? alike(one.equals) !== alike(other.equals) : one.equals !== other.equals;
}

/** Why a condition can never hold beside those before it and what the framing demands; undefined where it can. */
function problemOf({ framing }: ProfileFields, rule: DecodeRule, index: number): string | undefined {
  const condition = rule.when[index];
  if (condition === undefined) return undefined;
  const before = rule.when.slice(0, index);
  if ('path' in condition) {
    const other = before.find((one) => 'path' in one && one.path === condition.path && differ(one, condition));
    return other === undefined ? undefined : 'contradicts a condition before it; take one of them out';
  }
  const left = (when: readonly Condition[]) => possibleBytes(framing, { ...rule, when: [...when] }, condition.at).size;
  if (left([...before, condition]) > 0) return undefined;
  if (condition.equals !== undefined && (condition.equals & ~condition.mask) !== 0) {
    return 'can never hold: "equals" has bits that "mask" takes away; correct one of the two';
  }
  const rivals =
    left([]) === 256 || left([condition]) > 0 ? 'a condition before it' : 'a byte that the framing demands';
  return `can never hold: it contradicts ${rivals}; correct one of the two`;
}

/** A rule whose conditions nothing can meet would never be heard. */
export const checkConditions: Check = (profile, report) => {
  for (const [index, rule] of profile.decode.entries()) {
    if (profile.framing.literals.some((literal) => fitsLiteral(rule, literal))) continue;
    const wrong = rule.when.findIndex((_, place) => problemOf(profile, rule, place) !== undefined);
    if (wrong >= 0) report(['decode', index, 'when', wrong], problemOf(profile, rule, wrong) ?? '');
  }
};

const OPENING_BRACE = 0x7b;

/** Whether frames can be JSON at all. */
function carriesJson({ framing, transport }: ProfileFields): boolean {
  switch (framing.kind) {
    case 'byte':
    case 'fixed':
    case 'length':
    case 'modbus-rtu':
      return false;
    case 'header-trailer':
      return framing.header[0] === OPENING_BRACE;
    case 'hid-report':
      return transport.kind !== 'hid' && transport.kind !== 'keyboard';
    default:
      return true;
  }
}

/** Members of JSON objects are looked for only where frames are some. */
export const checkJsonValues: Check = (profile, report) => {
  if (carriesJson(profile)) return;
  const problem = `looks for JSON, which frames of the kind "${profile.framing.kind}" are not; read bytes, or correct framing.kind`;
  for (const [index, rule] of profile.decode.entries()) {
    for (const [place, condition] of rule.when.entries()) {
      if ('path' in condition) report(['decode', index, 'when', place, 'path'], problem);
    }
    for (const [path, value] of valuesOf(rule)) {
      if (value.kind === 'json') report(['decode', index, ...path, 'kind'], problem);
    }
  }
};

/** What should come back must be sent by some output. */
export const checkSentBack: Check = ({ decode, outputs, variants }, report) => {
  const all = [outputs, ...Object.values(variants).map((variant) => variant.outputs)].flatMap(
    Object.values<OutputSpec>,
  );
  const known = new Set(all.flatMap(({ template }) => variablesOf(template)));
  for (const [index, { when }] of decode.entries()) {
    for (const [place, condition] of when.entries()) {
      if (!('path' in condition) || condition.equalsSent === undefined || known.has(condition.equalsSent)) continue;
      const problem = `is a variable of no output; those there are ${listed([...known])}`;
      report(['decode', index, 'when', place, 'equalsSent'], problem);
    }
  }
};
