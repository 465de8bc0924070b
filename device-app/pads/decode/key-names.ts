import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { Button } from './decoded.ts';
import { lookUp } from './look-up.ts';

/** The ways in which a key map may write a raw value: a number also as a byte. */
function spellings(raw: Button): readonly string[] {
  return typeof raw === 'number' ? [`0x${raw.toString(16).padStart(2, '0')}`, String(raw)] : [raw];
}

/** The level of a raw value; null where the profile does not name it, since no order is ever inferred. */
export function levelOf({ keyMap }: Pick<PadProfile, 'keyMap'>, raw: Button): Level | null {
  return lookUp(keyMap.rating, String(raw)) ?? null;
}

/** The name of a key, by its code with the digits typed before it, else by its code alone; null where it has none. */
export function keyOf({ keys }: Pick<PadProfile, 'keys'>, raw: Button, digits: string): string | null {
  const codes = spellings(raw);
  for (const code of [...codes.map((code) => `${digits}+${code}`), ...codes]) {
    const name = lookUp(keys, code);
    if (name !== undefined) return name;
  }
  return null;
}

/** What a button of a stateful pad stands for; undefined where the key map does not name it: such a press is nothing. */
export function meaningOfButton(
  profile: Pick<PadProfile, 'keyMap' | 'keys'>,
  button: Button,
): { readonly kind: 'rating'; readonly level: Level } | { readonly kind: 'key'; readonly key: string } | undefined {
  const level = levelOf(profile, button);
  if (level !== null) return { kind: 'rating', level };
  const key = keyOf(profile, button, '');
  return key === null ? undefined : { kind: 'key', key };
}
