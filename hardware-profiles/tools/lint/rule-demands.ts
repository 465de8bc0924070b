import { isDeepStrictEqual } from 'node:util';
import { bytesAt, bytesNeeded, type RuleValue } from '../../schema/bytes-needed.ts';
import { valuesOf } from '../../schema/checks/rule-values.ts';
import type { Condition, DecodeRule } from '../../schema/decode.ts';
import { smallestFrame } from '../../schema/frame-sizes.ts';
import type { FramingSpec } from '../../schema/framing.ts';
import { meets, possibleBytes } from '../../schema/possible-bytes.ts';

/** What a frame must be like for a rule to fit it. */
export interface Demands {
  readonly rule: Pick<DecodeRule, 'when' | 'size'>;
  /** Values whose presence depends on more than the size of the frame. */
  readonly uncertain: ReadonlySet<string>;
  readonly size: number | undefined;
  /** Bytes that must be there for all values. */
  readonly bytes: number;
}

/** Whether a value may be missing although the frame is long enough. */
function isUncertain(value: RuleValue): boolean {
  if (value.kind === 'list') return value.width > 1;
  return value.kind === 'regex' || value.kind === 'json' || (value.kind === 'text' && value.lengthAt !== undefined);
}

function termOf(value: RuleValue): string {
  return JSON.stringify(value.kind === 'regex' ? { ...value, pattern: value.pattern.pattern() } : value);
}

export function demandsOf(rule: DecodeRule): Demands {
  const values = valuesOf(rule).map(([, value]) => value);
  const places = rule.when.map((condition) => ('at' in condition ? bytesAt(condition.at, 1) : 0));
  const digits = rule.emit === 'key' && rule.digits !== undefined ? [JSON.stringify(rule.digits)] : [];
  return {
    rule,
    uncertain: new Set([...values.filter(isUncertain).map(termOf), ...digits]),
    size: rule.size,
    bytes: Math.max(
      0,
      ...places,
      ...values.map(bytesNeeded),
      rule.address === undefined ? 0 : bytesAt(rule.address.at, 1),
    ),
  };
}

function within(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every((term) => all.has(term));
}

/** Whether a condition holds for every frame that meets a rule's size and conditions. */
function follows(condition: Condition, { rule }: Demands, framing: FramingSpec): boolean {
  if ('at' in condition) {
    return [...possibleBytes(framing, rule, condition.at)].every((byte) => meets(byte, condition));
  }
  return rule.when.some((one) => isDeepStrictEqual(one, condition));
}

/** Whether every frame of the size and conditions of `strict` meets those of `loose` too. */
export function covers(loose: Demands, strict: Demands, framing: FramingSpec): boolean {
  if (loose.size !== undefined && loose.size !== strict.size) return false;
  return loose.rule.when.every((condition) => follows(condition, strict, framing));
}

/** Whether every frame that fits `strict` fits `loose` too. */
export function shadows(loose: Demands, strict: Demands, framing: FramingSpec): boolean {
  if (!covers(loose, strict, framing) || !within(loose.uncertain, strict.uncertain)) return false;
  return loose.bytes <= Math.max(strict.bytes, strict.size ?? 0, smallestFrame(framing));
}
