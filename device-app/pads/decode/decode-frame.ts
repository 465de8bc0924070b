import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Condition, DecodeRule, EmitKind } from '@mingjing/hardware-profiles/schema/decode.ts';
import { readButtons } from './buttons.ts';
import type { Decoded, DecodedBase } from './decoded.ts';
import { byteAt, type FrameView, memberOf, rangeOf, viewFrame } from './frame-view.ts';
import { keyOf, levelOf } from './key-names.ts';
import { readField, readScalar } from './values.ts';

type Rule<K extends EmitKind> = Extract<DecodeRule, { emit: K }>;

/** What a device was sent last, by the name of the variable. */
export type Sent = ReadonlyMap<string, number | string>;

type JsonCondition = Extract<Condition, { path: string }>;

function wasSent(value: number | string, name: string, sent: Sent | undefined): boolean {
  return sent === undefined || (sent.has(name) && String(sent.get(name)) === String(value));
}

function holdsMember(value: unknown, { equals, equalsSent, loose }: JsonCondition, sent: Sent | undefined): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  if (equalsSent !== undefined) return wasSent(value, equalsSent, sent);
  const comparesLoosely = loose && typeof value === 'string' && typeof equals === 'string';
  return comparesLoosely ? value.trim().toLowerCase() === equals.toLowerCase() : value === equals;
}

function holds(view: FrameView, condition: Condition, sent: Sent | undefined): boolean {
  if ('path' in condition) return holdsMember(memberOf(view.json(), condition.path), condition, sent);
  const byte = byteAt(view.bytes, condition.at);
  if (byte === undefined) return false;
  const masked = byte & condition.mask;
  return condition.equals === undefined ? masked !== condition.notEquals : masked === condition.equals;
}

/** Typed digits, one per byte; undefined where a byte is no digit. */
function readDigits({ bytes }: FrameView, range: Rule<'key'>['digits']): string | undefined {
  if (range === undefined) return '';
  const digits = rangeOf(bytes, range.from, range.to);
  return digits?.every((byte) => byte <= 9) === true ? digits.join('') : undefined;
}

/** The raw value of a press, as key maps name it. */
function readRaw(view: FrameView, spec: Rule<'rating' | 'key'>['value']): number | string | undefined {
  const raw = readScalar(view, spec);
  return typeof raw === 'boolean' ? Number(raw) : raw;
}

type Emit<K extends EmitKind> = (
  profile: PadProfile,
  rule: Rule<K>,
  view: FrameView,
  base: DecodedBase,
) => Decoded | undefined;

const emitRating: Emit<'rating'> = (profile, rule, view, base) => {
  const raw = readRaw(view, rule.value);
  if (raw === undefined) return undefined;
  const timeout = profile.keyMap.timeoutValues.some((value) => String(value) === String(raw));
  return timeout ? { ...base, kind: 'timeout', raw } : { ...base, kind: 'rating', raw, level: levelOf(profile, raw) };
};

const emitKey: Emit<'key'> = (profile, rule, view, base) => {
  const raw = readRaw(view, rule.value);
  const digits = readDigits(view, rule.digits);
  if (raw === undefined || digits === undefined) return undefined;
  return { ...base, kind: 'key', raw, key: keyOf(profile, raw, digits), digits };
};

const emitButtons: Emit<'buttons'> = (_profile, rule, view, base) => {
  const down = readButtons(view.bytes, rule.value);
  if (down === undefined) return undefined;
  return down.ok ? { ...base, kind: 'buttons', down: down.value } : { kind: 'error', reason: down.error };
};

const emitScan: Emit<'scan'> = (_profile, rule, view, base) => {
  const text = readScalar(view, rule.value);
  const more = rule.more === undefined ? 0 : readScalar(view, rule.more);
  if (text === undefined || more === undefined) return undefined;
  return { ...base, kind: 'scan', text: String(text), more: Boolean(more) };
};

/** What a rule may emit; a new kind of event is a new entry. Each gives undefined where the frame lacks a value. */
const EMITTERS: { readonly [K in EmitKind]: Emit<K> } = {
  rating: emitRating,
  key: emitKey,
  buttons: emitButtons,
  scan: emitScan,
  presence: (_profile, rule, _view, base) => ({ ...base, kind: 'presence', present: rule.present }),
  report: (_profile, rule, _view, base) => ({ ...base, kind: 'report', endsPolling: rule.endsPolling }),
};

/** The constant words and the fields of a rule; undefined where the frame lacks a field. */
function readWords(view: FrameView, { says, fields }: DecodeRule): DecodedBase['words'] | undefined {
  const words: Record<string, unknown> = { ...says };
  for (const [name, spec] of Object.entries(fields)) {
    const value = readField(view, spec);
    if (value === undefined) return undefined;
    words[name] = value;
  }
  return words;
}

/** What a frame says by one rule; undefined where the rule does not fit. */
function readRule(profile: PadProfile, rule: DecodeRule, view: FrameView, sent: Sent | undefined): Decoded | undefined {
  if (rule.size !== undefined && view.bytes.length !== rule.size) return undefined;
  if (!rule.when.every((condition) => holds(view, condition, sent))) return undefined;
  const wire = rule.address === undefined ? undefined : byteAt(view.bytes, rule.address.at);
  if (rule.address !== undefined && wire === undefined) return undefined;
  const words = readWords(view, rule);
  if (words === undefined) return undefined;
  const address = rule.address === undefined || wire === undefined ? null : { wire, masked: wire & rule.address.mask };
  const emit = EMITTERS[rule.emit] as Emit<EmitKind>;
  return emit(profile, rule, view, { rule: rule.name, address, ack: rule.ack, words });
}

/**
 * Reads a frame by the first rule of the profile that fits it: whose size and conditions hold and whose values are all there.
 * @param frame without its lead
 * @param sent what the device was sent last; undefined: this is not known, and whatever should equal it does
 */
export function decodeFrame(profile: PadProfile, frame: Uint8Array, sent?: Sent): Decoded {
  const view = viewFrame(frame);
  for (const rule of profile.decode) {
    const decoded = readRule(profile, rule, view, sent);
    if (decoded !== undefined) return decoded;
  }
  return { kind: 'unknown' };
}

/** The rules that fit a frame, by their place in the profile; of two that fit one frame the later is never heard. */
export function fittingRules(profile: PadProfile, frame: Uint8Array): readonly number[] {
  const view = viewFrame(frame);
  return profile.decode.flatMap((rule, index) =>
    readRule(profile, rule, view, undefined) === undefined ? [] : [index],
  );
}
