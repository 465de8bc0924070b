import type { ButtonsSpec, DecodeRule, ScalarSpec } from '../../schema/decode.ts';
import type { Profile } from '../../schema/profile.ts';
import { KEY_USAGES } from '../../schema/usages.data.ts';
import { nameOfUsage, usageOfCode } from '../../schema/usages.ts';

type Gives = (raw: string) => boolean;

/** Largest number of each kind of value; others may be any text. */
function largest(value: ScalarSpec): number | undefined {
  switch (value.kind) {
    case 'byte':
      return 0xff;
    case 'nibble':
      return 0x0f;
    case 'flag':
      return 1;
    case 'register':
      return 256 ** value.bytes - 1;
    default:
      return undefined;
  }
}

/** Whether a byte can be `raw` in a frame that meets the rule's conditions on the same byte. */
function allowed(rule: DecodeRule, value: ScalarSpec, raw: number): boolean {
  if (value.kind !== 'byte') return true;
  if ((raw & ~value.mask) !== 0) return false;
  return rule.when.every((condition) => {
    if (!('at' in condition) || condition.at !== value.at || value.mask !== 0xff) return true;
    const masked = raw & condition.mask;
    return condition.equals === undefined ? masked !== condition.notEquals : masked === condition.equals;
  });
}

function scalarGives(rule: DecodeRule, value: ScalarSpec): Gives {
  const names = 'names' in value ? (value.names ?? {}) : {};
  const max = largest(value);
  return (raw) => {
    if (Object.values(names).includes(raw)) return true;
    if (max === undefined) return true;
    const number = Number(raw);
    const numeric = String(number) === raw && Number.isInteger(number) && number >= 0 && number <= max;
    return numeric && !Object.hasOwn(names, raw) && allowed(rule, value, number);
  };
}

/** Names of the keys that a keyboard pad can send: those that the shell hands over, or all. */
function keyNames({ transport }: Profile): ReadonlySet<string> {
  if (transport.kind !== 'keyboard') return new Set(KEY_USAGES.map(([, name]) => name));
  return new Set(transport.codes.map((code) => nameOfUsage(usageOfCode(code) ?? 0)));
}

function buttonsGive(profile: Profile, value: ButtonsSpec): Gives {
  if (value.kind === 'keycodes') {
    const names = keyNames(profile);
    return (raw) => names.has(raw);
  }
  if (value.kind === 'array') {
    const { first, count } = value;
    return (raw) => String(Number(raw)) === raw && Number(raw) >= first && Number(raw) < first + count;
  }
  const { first, bytes, bitsPerByte, ignoreMask } = value;
  return (raw) => {
    const place = Number(raw) - first;
    if (String(Number(raw)) !== raw || !(place >= 0 && place < bytes * bitsPerByte)) return false;
    const mask = ignoreMask?.[Math.floor(place / bitsPerByte)] ?? 0;
    return ((mask >> (place % bitsPerByte)) & 1) === 0;
  };
}

/** What the rules of a profile can give: raw values of ratings, buttons, keys, and keys with digits before them. */
export interface Reachable {
  readonly rating: Gives;
  readonly button: Gives;
  readonly key: Gives;
  readonly keyWithDigits: Gives;
}

function any(list: readonly Gives[]): Gives {
  return (raw) => list.some((gives) => gives(raw));
}

export function reachableOf(profile: Profile): Reachable {
  const { decode } = profile;
  const keys = decode.flatMap((rule) => (rule.emit === 'key' ? [rule] : []));
  return {
    rating: any(decode.flatMap((rule) => (rule.emit === 'rating' ? [scalarGives(rule, rule.value)] : []))),
    button: any(decode.flatMap((rule) => (rule.emit === 'buttons' ? [buttonsGive(profile, rule.value)] : []))),
    key: any(keys.map((rule) => scalarGives(rule, rule.value))),
    keyWithDigits: any(keys.flatMap((rule) => (rule.digits === undefined ? [] : [scalarGives(rule, rule.value)]))),
  };
}
