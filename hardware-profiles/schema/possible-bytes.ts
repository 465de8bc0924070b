import type { Condition, DecodeRule } from './decode.ts';
import type { FramingSpec } from './framing.ts';

type Rule = Pick<DecodeRule, 'when' | 'size'>;
type ByteCondition = Extract<Condition, { at: number }>;

const ALL: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);

/** The size of all frames that a rule fits, where there is only one. */
function exactSize(framing: FramingSpec, { size }: Rule): number | undefined {
  if (size !== undefined) return size;
  if (framing.kind === 'fixed') return framing.size;
  if (framing.kind === 'byte') return 1;
  if (framing.kind !== 'length' || framing.length.min !== framing.length.max) return undefined;
  return framing.length.min + framing.length.adds;
}

/** Bytes that every frame of a framing has at a place, whatever it says; literals aside. */
function* constantsOf(framing: FramingSpec): Generator<readonly [at: number, value: number]> {
  if ('header' in framing && framing.header !== undefined) yield* framing.header.entries();
  if (framing.kind === 'length') for (const { at, value } of framing.fixed) yield [at, value];
  if (framing.kind === 'hid-report' && framing.reportId !== undefined) yield [0, framing.reportId];
  const end = framing.kind === 'delimiter' ? framing.end : 'trailer' in framing ? framing.trailer : undefined;
  if (end !== undefined) for (const [place, value] of end.entries()) yield [place - end.length, value];
}

export function meets(byte: number, { mask, equals, notEquals }: ByteCondition): boolean {
  const masked = byte & mask;
  return equals === undefined ? masked !== notEquals : masked === equals;
}

/** Whether a rule fits a frame that is known by heart. */
export function fitsLiteral({ when, size }: Rule, literal: Uint8Array): boolean {
  if (size !== undefined && size !== literal.length) return false;
  return when.every((condition) => {
    const byte = 'at' in condition ? literal.at(condition.at) : undefined;
    return byte !== undefined && 'at' in condition && meets(byte, condition);
  });
}

/** What may stand at a place of the frames that a rule fits: what the framing demands there and its own conditions leave over. */
export function possibleBytes(framing: FramingSpec, rule: Rule, at: number): ReadonlySet<number> {
  const size = exactSize(framing, rule);
  const place = (offset: number) => (offset < 0 && size !== undefined ? size + offset : offset);
  const here = (offset: number) => place(offset) === place(at);
  let left = ALL;
  for (const [offset, value] of constantsOf(framing)) if (here(offset)) left = left.filter((byte) => byte === value);
  for (const condition of rule.when) {
    if ('at' in condition && here(condition.at)) left = left.filter((byte) => meets(byte, condition));
  }
  const known = framing.literals.filter((literal) => fitsLiteral(rule, literal)).flatMap((one) => one.at(at) ?? []);
  return new Set([...left, ...known]);
}
