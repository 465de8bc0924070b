import type { FieldPath } from '../../profile-issue.ts';
import { listOf } from '../../replay-engine.ts';
import type { Profile } from '../../schema/profile.ts';
import { nameOfUsage, usageOfCode } from '../../schema/usages.ts';
import { type LintCheck, type Linted, rawOf, writtenRatings } from './lint-check.ts';
import { type Reachable, reachableOf } from './reachable.ts';

const UNREACHABLE = 'can come from no rule of decode; correct the value, or the rule';

/** All key names of a profile, with where they stand. */
function keysOf({ keyMap, variants }: Profile): readonly (readonly [path: FieldPath, code: string])[] {
  const own = Object.keys(keyMap.keys).map((code) => [['keyMap', 'keys', code], code] as const);
  const others = Object.entries(variants).flatMap(([variant, { keys }]) =>
    Object.keys(keys).map((code) => [['variants', variant, 'keys', code], code] as const),
  );
  return [...own, ...others];
}

/** Ratings of the key map that no press can ever mean. */
export const checkRatings: LintCheck = (linted, find) => {
  const reachable = reachableOf(linted.profile);
  const { timeoutValues } = linted.profile.keyMap;
  for (const [written, raw] of writtenRatings(linted)) {
    const path = ['keyMap', 'rating', written];
    if (timeoutValues.some((value) => String(value) === raw) && !reachable.button(raw)) {
      find.issue(path, 'is one of timeoutValues too, so that it is never a rating; keep one of the two');
    } else if (!reachable.rating(raw) && !reachable.button(raw)) find.issue(path, UNREACHABLE);
  }
  for (const [index, value] of timeoutValues.entries()) {
    if (!reachable.rating(String(value))) find.issue(['keyMap', 'timeoutValues', index], UNREACHABLE);
  }
};

/** Whether a rule that emits keys gives this one. */
function comesByKey(reachable: Reachable, code: string): boolean {
  const [last = '', digits] = code.split('+').reverse();
  return digits === undefined ? reachable.key(rawOf(last)) : reachable.keyWithDigits(rawOf(last));
}

/** Keys of the key map that no press can ever mean, or that a rating hides. */
export const checkKeys: LintCheck = ({ profile }, find) => {
  const reachable = reachableOf(profile);
  for (const [path, code] of keysOf(profile)) {
    const raw = rawOf(code.split('+').at(-1) ?? '');
    if (comesByKey(reachable, code)) continue;
    if (code.includes('+') || !reachable.button(raw)) find.issue(path, UNREACHABLE);
    else if (Object.hasOwn(profile.keyMap.rating, raw)) find.issue(path, 'is a rating already; keep one of the two');
  }
};

/** Keys that no vector shows: most likely nobody knows whether the pad sends them so. */
export const checkKeysShown: LintCheck = ({ profile, report }, find) => {
  const reachable = reachableOf(profile);
  const shown = new Set(report.vectors.flatMap(({ ok, got }) => (ok ? listOf(got) : [])).map(({ key }) => key));
  const down = new Set(
    report.vectors
      .flatMap(({ got }) => listOf(got))
      .flatMap((one) => one.down ?? [])
      .map(String),
  );
  const named = [...keysOf(profile)].map(([path, code]) => ({ path, code, name: nameAt(profile, path) }));
  for (const { path, code, name } of named) {
    const comes = comesByKey(reachable, code) || reachable.button(rawOf(code));
    if (!comes || shown.has(name) || down.has(rawOf(code))) continue;
    find.warning(path, `is "${name}", but no incoming vector gives it; add one`);
  }
};

function nameAt({ keyMap, variants }: Profile, path: FieldPath): string | undefined {
  const [first, variant] = path.map(String);
  const keys = first === 'keyMap' ? keyMap.keys : variants[variant ?? '']?.keys;
  return keys?.[String(path.at(-1))];
}

/** Keys that the shell would take from the desktop for nothing. */
export const checkUnusedCodes: LintCheck = ({ profile }, find) => {
  if (profile.transport.kind !== 'keyboard') return;
  const used = new Set([...Object.keys(profile.keyMap.rating), ...keysOf(profile).map(([, code]) => rawOf(code))]);
  for (const [index, code] of profile.transport.codes.entries()) {
    const name = nameOfUsage(usageOfCode(code) ?? 0);
    if (used.has(name)) continue;
    find.issue(['transport', 'codes', index], `is "${name}", which the key map does not name; name it or leave it out`);
  }
};

/** A key as the engine compares it: digits before it stay, a byte is its number. */
function keyOf(written: string): string {
  const [last = '', ...digits] = written.split('+').reverse();
  return [...digits, rawOf(last)].join('+');
}

/** Every map of raw values as the file writes it. */
function mapsOf({ json }: Linted): readonly (readonly [path: FieldPath, names: readonly string[]])[] {
  // The schema has taken the file: what is there has the right form.
  const { keyMap, variants } = json.value as {
    readonly keyMap?: { readonly rating?: object; readonly keys?: object };
    readonly variants?: Readonly<Record<string, { readonly keys?: object }>>;
  };
  const own = (['rating', 'keys'] as const).map(
    (name) => [['keyMap', name], Object.keys(keyMap?.[name] ?? {})] as const,
  );
  const others = Object.entries(variants ?? {}).map(
    ([name, { keys }]) => [['variants', name, 'keys'], Object.keys(keys ?? {})] as const,
  );
  return [...own, ...others];
}

/** One raw value written in two ways, of which only the last one counts: `"0x31"` and `"49"`. */
export const checkSpellings: LintCheck = (linted, find) => {
  for (const [path, names] of mapsOf(linted)) {
    const seen = new Map<string, string>();
    for (const written of names) {
      const before = seen.get(keyOf(written));
      if (before !== undefined)
        find.issue([...path, written], `is the same raw value as "${before}"; keep one of them`);
      seen.set(keyOf(written), written);
    }
  }
};
