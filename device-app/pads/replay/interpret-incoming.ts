import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { Meaning } from '@mingjing/hardware-profiles/replay-engine.ts';
import { decodeFrame, fittingRules } from '../decode/decode-frame.ts';
import type { Decoded } from '../decode/decoded.ts';
import { meaningOfButton } from '../decode/key-names.ts';
import { createFramer } from '../framing/framer.ts';

type Kind = Decoded['kind'];
type Of<K extends Kind> = Extract<Decoded, { kind: K }>;

/** What a frame of each kind means besides its words. */
const MEANINGS: { readonly [K in Kind]: (decoded: Of<K>, profile: PadProfile) => Meaning } = {
  rating: ({ raw, level }) => ({ raw, level }),
  key: ({ raw, key, digits }) => ({ raw, key, digits }),
  timeout: ({ raw }) => ({ raw }),
  buttons({ down }, profile) {
    const [only, ...others] = down;
    const meaning = only === undefined || others.length > 0 ? undefined : meaningOfButton(profile, only);
    return { down, level: meaning?.kind === 'rating' ? meaning.level : null };
  },
  scan: ({ text, more }) => (more ? { partial: [...text].length, more } : { value: text, more }),
  presence: ({ present }) => ({ present }),
  report: () => ({}),
  error: ({ reason }) => ({ reason }),
  unknown: () => ({ type: 'error', reason: 'no-rule' }),
};

function meaningOf(profile: PadProfile, decoded: Decoded): Meaning {
  const own = (MEANINGS[decoded.kind] as (decoded: Decoded, profile: PadProfile) => Meaning)(decoded, profile);
  if (decoded.kind === 'unknown' || decoded.kind === 'error') return { type: 'error', ...own };
  const address = decoded.address === null ? {} : { addr: decoded.address.wire };
  // A profile's words may rename the event, but say nothing else of what was decoded.
  return { ...decoded.words, type: decoded.words.type ?? decoded.kind, ...address, ...own };
}

/** A meaning, and whether the device only tells about itself: nobody pressed, scanned or laid down anything. */
export interface Incoming {
  readonly meaning: Meaning;
  readonly kind: Kind;
  /** Places of all rules that fit; none where the bytes were no frame. */
  readonly rules: readonly number[];
}

/** Everything that bytes say to the host, in order; what has begun is taken to be all that comes. */
export function interpretIncoming(profile: PadProfile, bytes: Uint8Array): readonly Incoming[] {
  const framer = createFramer(profile.framing);
  return [...framer.push(bytes), ...framer.idle()].map((event) => {
    if (event.kind === 'bad') return { kind: 'error', rules: [], meaning: { type: 'error', reason: event.reason } };
    const decoded = decodeFrame(profile, event.frame.bytes);
    const rules = fittingRules(profile, event.frame.bytes);
    return { kind: decoded.kind, rules, meaning: meaningOf(profile, decoded) };
  });
}
