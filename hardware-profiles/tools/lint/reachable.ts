import type { ButtonsSpec, DecodeRule, ScalarSpec } from '../../schema/decode.ts';
import { possibleBytes } from '../../schema/possible-bytes.ts';
import type { Profile } from '../../schema/profile.ts';
import { KEY_USAGES } from '../../schema/usages.data.ts';
import { nameOfUsage, usageOfCode } from '../../schema/usages.ts';
import { demandsOf, shadows } from './rule-demands.ts';

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

/** Whether a frame that gives `raw` by this rule would be taken by one before it. */
function isHidden({ decode, framing }: Profile, rule: DecodeRule, value: ScalarSpec, raw: number): boolean {
  if (value.kind !== 'byte') return false;
  const exact = demandsOf({ ...rule, when: [...rule.when, { at: value.at, mask: value.mask, equals: raw }] });
  return decode.slice(0, decode.indexOf(rule)).some((earlier) => shadows(demandsOf(earlier), exact, framing));
}

/** Whether a byte can be `raw` in a frame that the framing gives and the rule fits. */
function allowed(profile: Profile, rule: DecodeRule, value: ScalarSpec, raw: number): boolean {
  if (value.kind !== 'byte') return true;
  const here = [...possibleBytes(profile.framing, rule, value.at)];
  return here.some((byte) => (byte & value.mask) === raw) && !isHidden(profile, rule, value, raw);
}

function scalarGives(profile: Profile, rule: DecodeRule, value: ScalarSpec): Gives {
  const names = 'names' in value ? (value.names ?? {}) : {};
  const max = largest(value);
  return (raw) => {
    if (Object.values(names).includes(raw)) return true;
    if (max === undefined) return true;
    const number = Number(raw);
    const numeric = String(number) === raw && Number.isInteger(number) && number >= 0 && number <= max;
    return numeric && !Object.hasOwn(names, raw) && allowed(profile, rule, value, number);
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
    rating: any(decode.flatMap((rule) => (rule.emit === 'rating' ? [scalarGives(profile, rule, rule.value)] : []))),
    button: any(decode.flatMap((rule) => (rule.emit === 'buttons' ? [buttonsGive(profile, rule.value)] : []))),
    key: any(keys.map((rule) => scalarGives(profile, rule, rule.value))),
    keyWithDigits: any(
      keys.flatMap((rule) => (rule.digits === undefined ? [] : [scalarGives(profile, rule, rule.value)])),
    ),
  };
}
