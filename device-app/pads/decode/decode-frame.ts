import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { DecodeRule } from '@mingjing/hardware-profiles/schema/decode.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { resolveOffset } from '../framing/checksums.ts';
import { byteAt, VALUE_KINDS } from './values.ts';

interface DecodedBase {
  readonly raw: number;
  /** Bus address: as on the wire, and masked. */
  readonly address: { readonly wire: number; readonly masked: number } | null;
  /** Name of the acknowledgement, if this frame has one. */
  readonly ack: string | undefined;
}

/** What a frame says. */
export type Decoded =
  /** `level` is null for a raw value that the key map does not name: such a press is never a rating. */
  | (DecodedBase & { readonly kind: 'rating'; readonly level: Level | null })
  /** `key` is null for a key that the profile does not name. */
  | (DecodedBase & { readonly kind: 'key'; readonly key: string | null; readonly digits: string })
  /** The pad says that nobody pressed. */
  | (DecodedBase & { readonly kind: 'timeout' })
  /** A sound frame that no rule of the profile knows. */
  | { readonly kind: 'unknown' };

function applies(rule: DecodeRule, frame: Uint8Array): boolean {
  if (rule.size !== undefined && frame.length !== rule.size) return false;
  return rule.when.every(({ at, equals, notEquals }) => {
    const byte = byteAt(frame, at);
    return byte !== undefined && (equals === undefined ? byte !== notEquals : byte === equals);
  });
}

/** Typed digits, one per byte; undefined where a byte is no digit. */
function readDigits(frame: Uint8Array, range: DecodeRule['digits']): string | undefined {
  if (range === undefined) return '';
  const bytes = frame.subarray(resolveOffset(range.from, frame.length), resolveOffset(range.to, frame.length));
  return bytes.every((byte) => byte <= 9) ? bytes.join('') : undefined;
}

function hexKey(raw: number): string {
  return `0x${raw.toString(16).padStart(2, '0')}`;
}

type Emit = (profile: PadProfile, rule: DecodeRule, frame: Uint8Array, base: DecodedBase) => Decoded;

/** What a rule may emit; a new kind of event is a new entry. */
const EMITTERS: Readonly<Record<DecodeRule['emit'], Emit>> = {
  rating: ({ keyMap }, _rule, _frame, base) =>
    keyMap.timeoutValues.includes(base.raw)
      ? { ...base, kind: 'timeout' }
      : { ...base, kind: 'rating', level: keyMap.rating[String(base.raw)] ?? null },
  key: ({ keys }, rule, frame, base) => {
    const digits = readDigits(frame, rule.digits);
    if (digits === undefined) return { kind: 'unknown' };
    const code = hexKey(base.raw);
    return { ...base, kind: 'key', digits, key: keys[`${digits}+${code}`] ?? keys[code] ?? null };
  },
};

/** Reads a frame by the first rule of the profile that fits it. */
export function decodeFrame(profile: PadProfile, frame: Uint8Array): Decoded {
  const rule = profile.decode.find((candidate) => applies(candidate, frame));
  if (rule === undefined) return { kind: 'unknown' };
  const raw = VALUE_KINDS[rule.value.kind](frame, rule.value);
  const wire = rule.address === undefined ? undefined : byteAt(frame, rule.address.at);
  if (raw === undefined || (rule.address !== undefined && wire === undefined)) return { kind: 'unknown' };
  const address = wire === undefined || rule.address === undefined ? null : { wire, masked: wire & rule.address.mask };
  return EMITTERS[rule.emit](profile, rule, frame, { raw, address, ack: rule.ack });
}
