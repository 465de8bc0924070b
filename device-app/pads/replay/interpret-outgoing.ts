import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Meaning } from '@mingjing/hardware-profiles/replay-engine.ts';
import type { Words } from '@mingjing/hardware-profiles/schema/primitives.ts';
import { pieceSize, type TemplatePiece } from '@mingjing/hardware-profiles/schema/template.ts';
import type { TemplateVariables } from '../encode/encode-template.ts';
import { matchTemplate } from '../encode/match-template.ts';

/** Anything of a profile that goes to the device, or never does. */
interface Command {
  readonly type: string;
  readonly template: readonly TemplatePiece[];
  readonly blank: number;
  readonly says: Words;
}

function commandsOf(profile: PadProfile, as: 'output' | 'feature'): readonly Command[] {
  const outputs = Object.entries(profile.outputs)
    .filter(([, output]) => output.as === as)
    .map(([type, { template, blank, says }]) => ({ type, template, blank, says }));
  // What a profile refuses to send it need not say how.
  const refused = Object.entries(profile.refused).map(([type, { template }]) => ({
    type,
    template,
    blank: 0,
    says: {},
  }));
  const acks = Object.values(profile.ack).flatMap((ack) =>
    ack.kind === 'template' && as === 'output'
      ? [{ type: 'ack', template: ack.template, blank: 0, says: ack.says }]
      : [],
  );
  return [...outputs, ...acks, ...refused];
}

/** Words with `{name}` filled in; a text that is only `{name}` becomes the variable itself. */
function fill(says: Words, variables: TemplateVariables): Meaning {
  const filled = Object.entries(says).map(([word, value]) => {
    if (typeof value !== 'string') return [word, value];
    const whole = /^\{(\w+)\}$/.exec(value)?.[1];
    if (whole !== undefined && Object.hasOwn(variables, whole)) return [word, variables[whole]];
    const text = value.replaceAll(/\{(\w+)\}/g, (token, name: string) =>
      Object.hasOwn(variables, name) ? String(variables[name]) : token,
    );
    return [word, text];
  });
  return Object.fromEntries(filled);
}

const isZero = (byte: number) => byte === 0;

/**
 * How the bytes of a vector may stand on the wire. Reports of HID devices have a fixed size, and recordings leave the filling at their
 * end out or add to it.
 */
function onTheWire(bytes: Uint8Array, template: readonly TemplatePiece[], padded: boolean): readonly Uint8Array[] {
  const last = template.at(-1);
  if (!padded || last === undefined) return [bytes];
  const size = template.reduce((at, piece) => at + pieceSize(piece, at).max, 0);
  if (bytes.length > size && bytes.subarray(size).every(isZero)) return [bytes, bytes.subarray(0, size)];
  if (last.kind !== 'pad' || bytes.length >= last.to) return [bytes];
  const whole = new Uint8Array(last.to).fill(last.fill);
  whole.set(bytes);
  return [bytes, whole];
}

/**
 * Every output, acknowledgement and refused command of the profile that makes exactly these bytes, with the variables that do it.
 * @param as how the bytes are sent; only HID devices know feature reports
 */
export function interpretOutgoing(
  profile: PadProfile,
  bytes: Uint8Array,
  as: 'output' | 'feature',
): readonly Meaning[] {
  const padded = profile.transport.kind === 'hid';
  return commandsOf(profile, as).flatMap(({ type, template, blank, says }) => {
    for (const whole of onTheWire(bytes, template, padded)) {
      const variables = matchTemplate(template, whole, blank);
      if (variables !== undefined) return [{ type, ...variables, ...fill(says, variables) }];
    }
    return [];
  });
}
