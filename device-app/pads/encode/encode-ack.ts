import type { AckSpec } from '@mingjing/hardware-profiles/schema/profile.ts';
import { ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { Decoded } from '../decode/decoded.ts';
import type { Frame } from '../framing/framer.ts';
import { encodeTemplate, type TemplateVariables } from './encode-template.ts';

export type Acknowledgeable = Exclude<Decoded, { kind: 'unknown' } | { kind: 'error' }>;

/** What a template may ask for: the words of the rule, and over them `addr` (masked), `addrRaw` (as received) and `value` (raw). */
function variablesOf(decoded: Acknowledgeable): TemplateVariables {
  const { words, address } = decoded;
  const plain = Object.entries(words).filter(([, word]) => typeof word === 'number' || typeof word === 'string');
  return {
    ...(Object.fromEntries(plain) as TemplateVariables),
    ...(address === null ? {} : { addr: address.masked, addrRaw: address.wire }),
    ...('raw' in decoded ? { value: decoded.raw } : {}),
  };
}

/** Kinds of acknowledgement by name; a new kind is a new entry. */
const ACK_KINDS: {
  readonly [K in AckSpec['kind']]: (
    spec: Extract<AckSpec, { kind: K }>,
    frame: Frame,
    decoded: Acknowledgeable,
  ) => Result<Uint8Array, string>;
} = {
  echo: (_spec, { bytes, lead }) => ok(lead === undefined ? bytes : Uint8Array.from([lead, ...bytes])),
  template: ({ template }, _frame, decoded) => encodeTemplate(template, variablesOf(decoded)),
};

/** The bytes that acknowledge a frame, or which variable the template asks for that the frame does not give. */
export function encodeAck(spec: AckSpec, frame: Frame, decoded: Acknowledgeable): Result<Uint8Array, string> {
  const encode = ACK_KINDS[spec.kind] as (
    spec: AckSpec,
    frame: Frame,
    decoded: Acknowledgeable,
  ) => Result<Uint8Array, string>;
  return encode(spec, frame, decoded);
}
