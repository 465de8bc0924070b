import type { CutFrames } from '@mingjing/hardware-profiles/tools/capture/cut-frames.ts';
import { createFramer } from '../framing/framer.ts';

/** Cuts a burst with the terminal's own framing. */
export const cutFrames: CutFrames = (profile, burst) => {
  const framer = createFramer(profile.framing);
  const events = [...framer.push(burst), ...framer.idle()];
  return {
    frames: events.flatMap((event) => {
      if (event.kind !== 'frame') return [];
      const { bytes, lead } = event.frame;
      return [lead === undefined ? bytes : Uint8Array.of(lead, ...bytes)];
    }),
    bad: events.flatMap((event) => (event.kind === 'bad' ? [event.reason] : [])),
  };
};
