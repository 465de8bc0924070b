import type { FieldPath } from '../../profile-issue.ts';
import type { OutputSpec, ProfileFields } from '../profile.ts';
import { SIGNALS } from '../signals.ts';
import { pieceSize, type TemplatePiece } from '../template.ts';
import { variablesOf } from '../template-variables.ts';
import { type Check, listed } from './report.ts';

type Placed = readonly (readonly [path: FieldPath, name: string, spec: OutputSpec])[];

/** The outputs of the profile and of its variants, with where they stand. */
function outputsOf({ outputs, variants }: ProfileFields): Placed {
  const own = Object.entries(outputs).map(([name, spec]) => [['outputs', name], name, spec] as const);
  const others = Object.entries(variants).flatMap(([variant, chosen]) =>
    Object.entries(chosen.outputs).map(([name, spec]) => [['variants', variant, 'outputs', name], name, spec] as const),
  );
  return [...own, ...others];
}

/** Defaults are of variables that the template has, and only HID devices know feature reports. */
export const checkOutputs: Check = (profile, report) => {
  for (const [path, , spec] of outputsOf(profile)) {
    const known = variablesOf(spec.template);
    for (const name of Object.keys(spec.defaults)) {
      if (!known.includes(name))
        report([...path, 'defaults', name], `is no variable; the template has ${listed(known)}`);
    }
    if (spec.as === 'feature' && profile.transport.kind !== 'hid') {
      report([...path, 'as'], 'is "feature", which only HID devices know; leave it out');
    }
  }
};

/** Signals are sent by themselves to whoever declares them, so nothing may be left to fill in. */
export const checkSignals: Check = (profile, report) => {
  for (const [path, name, spec] of outputsOf(profile)) {
    if (!SIGNALS.some((signal) => signal === name)) continue;
    const open = variablesOf(spec.template).filter((one) => one !== 'addr' && !Object.hasOwn(spec.defaults, one));
    if (open.length > 0) report(path, `is a signal, which nobody fills in; give defaults for ${listed(open)}`);
  }
};

/** The bytes of a template of fixed size, null where a byte varies; undefined where the size does. */
function patternOf(template: readonly TemplatePiece[]): readonly (number | null)[] | undefined {
  const pattern: (number | null)[] = [];
  for (const piece of template) {
    const { max } = pieceSize(piece, pattern.length);
    if (piece.kind === 'bytes') pattern.push(...piece.bytes);
    else if (piece.kind === 'pad') pattern.push(...Array<number>(max).fill(piece.fill));
    else if (piece.kind === 'text' || piece.kind === 'json') return undefined;
    else pattern.push(...Array<null>(max).fill(null));
  }
  return pattern;
}

function overlap(one: readonly (number | null)[], other: readonly (number | null)[]): boolean {
  if (one.length !== other.length) return false;
  return one.every((byte, index) => byte === null || other[index] === null || byte === other[index]);
}

/** What a profile refuses to send it must not be able to send under another name. */
export const checkRefused: Check = (profile, report) => {
  const outputs = outputsOf(profile);
  for (const [name, { template }] of Object.entries(profile.refused)) {
    const pattern = patternOf(template);
    for (const [path, output, spec] of outputs) {
      const sent = patternOf(spec.template);
      const same = output === name || (pattern !== undefined && sent !== undefined && overlap(pattern, sent));
      if (same) report(['refused', name], `is what ${path.join('.')} sends; keep one of them`);
    }
  }
};
