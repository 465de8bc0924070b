import { decodeFrame } from '@mingjing/device-app/pads/decode/decode-frame.ts';
import type { Decoded } from '@mingjing/device-app/pads/decode/decoded.ts';
import { createFramer, type FramerEvent } from '@mingjing/device-app/pads/framing/framer.ts';
import { takesMessages } from '@mingjing/device-app/pads/framing/kinds.ts';
import { loadProfiles } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';

/** What came out of bytes: a frame and what it says, or why some bytes were none. */
export type DecodedEvent =
  | { readonly frame: string; readonly lead: number | undefined; readonly decoded: Decoded }
  | { readonly bad: string };

function decode(profile: PadProfile, event: FramerEvent): DecodedEvent {
  if (event.kind === 'bad') return { bad: event.reason };
  const { bytes, lead } = event.frame;
  return { frame: Buffer.from(bytes).toString('hex'), lead, decoded: decodeFrame(profile, bytes) };
}

/** The receiving end of a profile: bytes in, events out. */
export function createReader(profile: PadProfile) {
  const framer = createFramer(profile.framing);
  return {
    push: (chunk: Uint8Array) => framer.push(chunk).map((event) => decode(profile, event)),
    idle: () => framer.idle().map((event) => decode(profile, event)),
    get pending() {
      return framer.pending;
    },
  };
}

/** Everything that comes out of chunks after which the line falls silent. */
export function readAll(profile: PadProfile, chunks: readonly Uint8Array[]): readonly DecodedEvent[] {
  const reader = createReader(profile);
  return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.idle()];
}

/** Without the mistakes. */
export function framesOf(events: readonly DecodedEvent[]): readonly DecodedEvent[] {
  return events.filter((event) => 'frame' in event);
}

/** Every shipped profile once, in its default variant. @throws when one does not load */
export function shippedProfiles(): readonly PadProfile[] {
  const loaded = loadProfiles();
  if (loaded.issues.length > 0) throw new Error(JSON.stringify(loaded.issues));
  return [...loaded.catalogue].flatMap(([name, profile]) => (name === profile.id ? [profile] : []));
}

export function readsMessages({ framing }: PadProfile): boolean {
  return takesMessages(framing.kind);
}
