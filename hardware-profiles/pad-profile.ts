import type { AckSpec, OutputSpec, Profile } from './schema/profile.ts';

/** A profile with one of its variants chosen: all that the engine needs to run a pad. */
export interface PadProfile extends Omit<Profile, 'outputs' | 'variants' | 'defaultVariant'> {
  /** `id` for the default variant, else `id@variant`. */
  readonly name: string;
  readonly variant: string;
  readonly ack: Readonly<Record<string, AckSpec>>;
  readonly outputs: Readonly<Record<string, OutputSpec>>;
  /** Key names, those of the variant laid over the common ones. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Chooses a variant of a profile. @throws when there is no such variant: the schema and the callers make sure of it */
export function chooseVariant(profile: Profile, variant: string): PadProfile {
  const { outputs, variants, defaultVariant, ...rest } = profile;
  const chosen = variants[variant];
  if (chosen === undefined) throw new RangeError(`${profile.id} has no variant ${variant}`);
  return {
    ...rest,
    name: variant === defaultVariant ? profile.id : `${profile.id}@${variant}`,
    variant,
    ack: chosen.ack,
    outputs: { ...outputs, ...chosen.outputs },
    keys: { ...profile.keyMap.keys, ...chosen.keys },
  };
}

/** Every way to name a profile in the settings: its id, which means the default variant, and `id@variant`. */
export function namesOf(profile: Profile): readonly (readonly [name: string, profile: PadProfile])[] {
  const variants = Object.keys(profile.variants).map(
    (variant) => [`${profile.id}@${variant}`, chooseVariant(profile, variant)] as const,
  );
  return [[profile.id, chooseVariant(profile, profile.defaultVariant)], ...variants];
}
