import type { DecodeRule, ScalarSpec } from '../../schema/decode.ts';
import type { Profile } from '../../schema/profile.ts';
import { allowRule, createAllowedBytes } from './allowed-bytes.ts';
import { type FrameShape, frameShapes } from './frame-shapes.ts';
import { regexMeasure } from './regex-measure.ts';

/** What of a profile matters to noise. */
type Fields = Pick<Profile, 'decode' | 'framing' | 'keyMap'>;

const BYTE = 1 / 256;
/** Smallest bound that is told; far below anything that matters, and above what numbers can hold. */
const SMALLEST = 1e-99;

/** How likely a text is one of the raw values that rate. */
function mappedTexts({ keyMap }: Fields, value: ScalarSpec): number {
  const names = 'names' in value ? (value.names ?? {}) : {};
  const named = Object.keys(names).filter((raw) => Object.hasOwn(keyMap.rating, names[raw] ?? ''));
  return [...Object.keys(keyMap.rating), ...named].reduce((sum, text) => sum + BYTE ** text.length, 0);
}

/** How likely the value of a rule stands in random text, for values that have no place of their own. */
function valueChance(profile: Fields, rule: DecodeRule): number {
  if (rule.emit !== 'rating') return 1;
  const { value } = rule;
  const { maxFrame } = profile.framing;
  if (value.kind === 'regex') {
    return regexMeasure(value.pattern.pattern(), maxFrame, (group, own) =>
      group === value.group ? Math.min(own, mappedTexts(profile, value)) : own,
    );
  }
  if (value.kind === 'json')
    return Math.min(1, nameChance(value.path, maxFrame) * maxFrame * mappedTexts(profile, value));
  return 1;
}

/** A name in quotes for every member of a path, anywhere in the object. A character may also be written as an escape, which is far longer. */
function nameChance(path: string, maxFrame: number): number {
  return path.split('.').reduce((product, name) => product * Math.min(1, maxFrame * BYTE ** (name.length + 2)), 1);
}

/** How likely the conditions on members of a JSON object hold: each name and each text must stand somewhere. */
function jsonChance({ when }: DecodeRule, maxFrame: number): number {
  return when.reduce((product, condition) => {
    if (!('path' in condition)) return product;
    const spellings = condition.loose ? 2 : 1;
    const text = String(condition.equals ?? '');
    return product * nameChance(condition.path, maxFrame) * Math.min(1, maxFrame * (spellings * BYTE) ** text.length);
  }, 1);
}

/** How likely the checksum of random bytes is right; its bytes may be asked for otherwise already, and then count there. */
function checksumChance({ checksum, size = 0 }: FrameShape, taken: (at: number) => boolean): number {
  if (checksum === undefined) return 1;
  const { width, wildcard } = checksum;
  const first = checksum.at < 0 ? size + checksum.at : checksum.at;
  const free = Array.from({ length: width }, (_, index) => first + index).filter((at) => !taken(at));
  return Math.min(1, BYTE ** free.length * (wildcard === undefined ? 1 : 2));
}

function shapeChance(profile: Fields, rule: DecodeRule, shape: FrameShape): number {
  if (rule.size !== undefined && shape.size !== undefined && rule.size !== shape.size) return 0;
  const allowed = createAllowedBytes();
  shape.mark(allowed);
  allowRule(allowed, profile, rule, shape.size);
  // What is asked of single bytes and of the text may be the same bytes: only the stricter one counts.
  const text = Math.min(valueChance(profile, rule), 1) * jsonChance(rule, profile.framing.maxFrame);
  return Math.min(allowed.share(), text) * shape.chance * checksumChance(shape, allowed.has);
}

/** Literals that are ratings: frames of their own, whatever the framing asks for. */
function literalChance(profile: Fields, rule: DecodeRule): number {
  return profile.framing.literals.reduce((sum, literal) => {
    const allowed = createAllowedBytes();
    allowRule(allowed, profile, rule, literal.length);
    const fits = (rule.size ?? literal.length) === literal.length && allowed.fits(literal);
    return fits ? sum + BYTE ** literal.length : sum;
  }, 0);
}

/**
 * How often evenly random bytes on a line are a rating, per byte and as an upper bound, worked out from the profile alone: every byte may begin a
 * frame; a byte that must have one of n values counts n/256, a checksum its strength, and what may be anything nothing. Any report of
 * the state of buttons counts as a rating.
 */
export function falseRatingsPerByte(profile: Fields): number {
  const rules = profile.decode.filter(({ emit }) => emit === 'rating' || emit === 'buttons');
  if (Object.keys(profile.keyMap.rating).length === 0) return 0;
  const shapes = frameShapes(profile.framing);
  const sum = rules.reduce((all, rule) => {
    const framed = shapes.reduce((part, shape) => part + shapeChance(profile, rule, shape), 0);
    return all + framed + literalChance(profile, rule);
  }, 0);
  return sum === 0 ? 0 : Math.min(1, Math.max(SMALLEST, sum));
}
