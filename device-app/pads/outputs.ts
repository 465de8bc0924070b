import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { OutputSpec } from '@mingjing/hardware-profiles/schema/profile.ts';
import type { JsonTemplate, TemplatePiece } from '@mingjing/hardware-profiles/schema/template.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { Sent } from './decode/decode-frame.ts';
import type { DecodedBase } from './decode/decoded.ts';
import { encodeTemplate, type TemplateVariables } from './encode/encode-template.ts';
import { matchTemplate } from './encode/match-template.ts';

/** One message to a device. */
export interface Outgoing {
  readonly bytes: Uint8Array;
  readonly as: 'output' | 'feature';
  /** The address it goes to, by which its answer is known; null where the device has none. */
  readonly to: number | null;
}

/** Why nothing can be sent to a device that has addresses while none is known. */
export const NO_ADDRESS = 'no address is known; list them in "addresses"';

function jsonAsks(value: JsonTemplate, name: string): boolean {
  if (typeof value === 'string') return value.includes(`{${name}}`);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((member: JsonTemplate) => jsonAsks(member, name));
}

/** Whether a template needs the variable. */
export function asksFor(template: readonly TemplatePiece[], name: string): boolean {
  return template.some((piece) =>
    piece.kind === 'json' ? jsonAsks(piece.value, name) : 'name' in piece && piece.name === name,
  );
}

interface Parts {
  readonly profile: PadProfile;
  /** Addresses of this window. */
  readonly addresses: readonly number[];
  /** The address heard last, if any. */
  readonly lastAddress: () => number | null;
}

/** Turns named outputs of a profile into messages. */
export interface Outputs {
  /** The addresses that an output goes to; `[null]` for outputs without. */
  targets(name: string, variables: TemplateVariables): readonly (number | null)[];
  /** @returns one message per address, then those of the outputs that follow; or why there is none */
  messages(name: string, variables: TemplateVariables): Result<readonly Outgoing[], string>;
  /** The variables that rules of the profile ask for, as they went out last. */
  readonly sent: Sent;
}

/** The variables of outputs that come back in frames. */
function comingBack({ decode }: PadProfile): ReadonlySet<string> {
  const conditions = decode.flatMap(({ when }) => when);
  return new Set(conditions.flatMap((one) => ('path' in one && one.equalsSent !== undefined ? [one.equalsSent] : [])));
}

export function createOutputs({ profile, addresses, lastAddress }: Parts): Outputs {
  const specOf = (name: string) => (Object.hasOwn(profile.outputs, name) ? profile.outputs[name] : undefined);

  const targetsOf = (spec: OutputSpec, variables: TemplateVariables): readonly (number | null)[] => {
    if (!asksFor(spec.template, 'addr')) return [null];
    if (typeof variables.addr === 'number') return [variables.addr];
    if (addresses.length > 0) return addresses;
    if (typeof spec.defaults.addr === 'number') return [spec.defaults.addr];
    const heard = lastAddress();
    return heard === null ? [] : [heard];
  };

  const sent = new Map<string, number | string>();
  const wanted = comingBack(profile);
  const remember = ({ template, defaults }: OutputSpec, variables: TemplateVariables): void => {
    for (const [name, value] of Object.entries({ ...defaults, ...variables })) {
      if (wanted.has(name) && asksFor(template, name)) sent.set(name, value);
    }
  };

  /** What the device knows and must never hear, whoever put the bytes together. */
  const isRefused = (bytes: Uint8Array): boolean =>
    Object.values(profile.refused).some(({ template }) => matchTemplate(template, bytes) !== undefined);

  const encode = (spec: OutputSpec, variables: TemplateVariables, to: number | null): Result<Outgoing, string> => {
    const addressed = to === null ? {} : { addr: to };
    const encoded = encodeTemplate(spec.template, { ...spec.defaults, ...variables, ...addressed }, spec.blank);
    if (!encoded.ok) return encoded;
    return isRefused(encoded.value)
      ? err('these bytes are a refused command')
      : ok({ bytes: encoded.value, as: spec.as, to });
  };

  /** One message per address, without what follows. */
  const ownMessages = (name: string, variables: TemplateVariables): Result<readonly Outgoing[], string> => {
    const spec = specOf(name);
    if (spec === undefined) return err(`${profile.name} has no output "${name}"`);
    const messages: Outgoing[] = [];
    remember(spec, variables);
    for (const to of targetsOf(spec, variables)) {
      const encoded = encode(spec, variables, to);
      if (!encoded.ok) return encoded;
      messages.push(encoded.value);
    }
    return messages.length > 0 ? ok(messages) : err(NO_ADDRESS);
  };

  return {
    sent,
    targets(name, variables) {
      const spec = specOf(name);
      return spec === undefined ? [] : targetsOf(spec, variables);
    },
    messages(name, variables) {
      const own = ownMessages(name, variables);
      if (!own.ok) return own;
      const messages = [...own.value];
      for (const { output, with: given } of specOf(name)?.followedBy ?? []) {
        const following = ownMessages(output, given);
        if (!following.ok) return following;
        messages.push(...following.value);
      }
      return ok(messages);
    },
  };
}

/** Whether a frame can be the answer to a message: it names no other address than the one that was asked. */
export function isFrom({ to }: Outgoing, { address }: Pick<DecodedBase, 'address'>): boolean {
  return to === null || address === null || address.masked === to;
}
