import type { DecodeRule } from '../../schema/decode.ts';

type Value = DecodeRule['fields'][string] | Extract<DecodeRule, { emit: 'buttons' }>['value'];

/** What a frame must be like for a rule to fit it. */
export interface Demands {
  readonly conditions: ReadonlySet<string>;
  /** Values whose presence depends on more than the size of the frame. */
  readonly uncertain: ReadonlySet<string>;
  readonly size: number | undefined;
  /** Bytes that must be there for all values. */
  readonly bytes: number;
}

/** Bytes that a range or place needs. */
function reach(from: number, width: number): number {
  return from < 0 ? -from : from + width;
}

function bytesFor(value: Value): number {
  switch (value.kind) {
    case 'byte':
    case 'nibble':
    case 'flag':
      return reach(value.at, 1);
    case 'register':
      return reach(value.at, value.bytes);
    case 'bits':
      return reach(value.from, value.bytes);
    case 'array':
    case 'keycodes':
      return reach(value.from, value.count);
    case 'text':
    case 'hex':
    case 'list':
      return Math.max(reach(value.from, 0), value.to === undefined ? 0 : reach(value.to, 0));
    default:
      return 0;
  }
}

/** Whether a value may be missing although the frame is long enough. */
function isUncertain(value: Value): boolean {
  if (value.kind === 'list') return value.width > 1;
  return value.kind === 'regex' || value.kind === 'json' || (value.kind === 'text' && value.lengthAt !== undefined);
}

function termOf(value: Value): string {
  return JSON.stringify(value.kind === 'regex' ? { ...value, pattern: value.pattern.pattern() } : value);
}

export function demandsOf(rule: DecodeRule): Demands {
  const own: readonly Value[] = 'value' in rule ? [rule.value] : [];
  const more = rule.emit === 'scan' && rule.more !== undefined ? [rule.more] : [];
  const values = [...own, ...more, ...Object.values(rule.fields)];
  const places = rule.when.map((condition) => ('at' in condition ? reach(condition.at, 1) : 0));
  const digits = rule.emit === 'key' && rule.digits !== undefined ? [JSON.stringify(rule.digits)] : [];
  return {
    conditions: new Set(rule.when.map((condition) => JSON.stringify(condition))),
    uncertain: new Set([...values.filter(isUncertain).map(termOf), ...digits]),
    size: rule.size,
    bytes: Math.max(0, ...places, ...values.map(bytesFor), rule.address === undefined ? 0 : reach(rule.address.at, 1)),
  };
}

function within(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every((term) => all.has(term));
}

/** Whether every frame of the size and conditions of `strict` meets those of `loose` too. */
export function covers(loose: Demands, strict: Demands): boolean {
  return within(loose.conditions, strict.conditions) && (loose.size === undefined || loose.size === strict.size);
}

/** Whether every frame that fits `strict` fits `loose` too. @param least bytes of the smallest frame */
export function shadows(loose: Demands, strict: Demands, least: number): boolean {
  if (!covers(loose, strict) || !within(loose.uncertain, strict.uncertain)) return false;
  return loose.bytes <= Math.max(strict.bytes, strict.size ?? 0, least);
}
