import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Meaning } from '@mingjing/hardware-profiles/replay-engine.ts';
import { type Decoded, decodeFrame } from '../decode/decode-frame.ts';
import { matchTemplate } from '../encode/match-template.ts';
import { createFramer, type FramerEvent } from '../framing/framer.ts';

function meaningOf(decoded: Decoded): Meaning {
  if (decoded.kind === 'unknown') return { type: 'error', reason: 'no-rule' };
  const base = { addr: decoded.address?.wire ?? null, raw: decoded.raw };
  if (decoded.kind === 'rating') return { type: 'rating', ...base, level: decoded.level };
  return decoded.kind === 'key'
    ? { type: 'key', ...base, key: decoded.key, digits: decoded.digits }
    : { type: 'timeout', ...base };
}

/** Everything the bytes say to the host, in order. */
export function interpretIncoming(profile: PadProfile, bytes: Uint8Array): readonly Meaning[] {
  const framer = createFramer(profile.framing);
  const events: readonly FramerEvent[] = [...framer.push(bytes), ...framer.idle()];
  return events.map((event) =>
    event.kind === 'frame'
      ? meaningOf(decodeFrame(profile, event.frame.bytes))
      : { type: 'error', reason: event.reason },
  );
}

function withText({ digits, ...rest }: Readonly<Record<string, string | number>>): Meaning {
  return digits === undefined ? rest : { ...rest, text: digits };
}

/** Every output and acknowledgement of the profile that produces exactly these bytes, with the variables that do it. */
export function interpretOutgoing(profile: PadProfile, bytes: Uint8Array): readonly Meaning[] {
  const outputs = Object.entries(profile.outputs).map(([type, { template, blank }]) => ({ type, template, blank }));
  const acks = Object.values(profile.ack).flatMap((ack) =>
    ack.kind === 'template' ? [{ type: 'ack', template: ack.template, blank: 0 }] : [],
  );
  return [...outputs, ...acks].flatMap(({ type, template, blank }) => {
    const variables = matchTemplate(template, bytes, blank);
    return variables === undefined ? [] : [{ type, ...withText(variables) }];
  });
}
