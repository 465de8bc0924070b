import type { AckSpec } from '@mingjing/hardware-profiles/schema/profile.ts';
import type { Decoded } from '../decode/decode-frame.ts';
import type { Frame } from '../framing/framer.ts';
import { encodeTemplate } from './encode-template.ts';

type Acknowledgeable = Exclude<Decoded, { kind: 'unknown' }>;

/** Kinds of acknowledgement by name; a new kind is a new entry. */
const ACK_KINDS: {
  readonly [K in AckSpec['kind']]: (
    spec: Extract<AckSpec, { kind: K }>,
    frame: Frame,
    decoded: Acknowledgeable,
  ) => Uint8Array;
} = {
  echo: (_spec, { bytes, lead }) => (lead === undefined ? bytes : Uint8Array.from([lead, ...bytes])),
  template: ({ template }, _frame, { address, raw }) => {
    const encoded = encodeTemplate(template, {
      value: raw,
      ...(address === null ? {} : { addr: address.masked, addrRaw: address.wire }),
    });
    // The profile asked for a variable that its own decode rules do not give.
    if (!encoded.ok) throw new Error(`acknowledgement template: ${encoded.error}`);
    return encoded.value;
  },
};

/** The bytes that acknowledge a frame. @throws when the template names a variable other than `addr`, `addrRaw`, `value` */
export function encodeAck(spec: AckSpec, frame: Frame, decoded: Acknowledgeable): Uint8Array {
  const encode = ACK_KINDS[spec.kind] as (spec: AckSpec, frame: Frame, decoded: Acknowledgeable) => Uint8Array;
  return encode(spec, frame, decoded);
}
