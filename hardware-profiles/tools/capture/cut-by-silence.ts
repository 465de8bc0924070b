import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import { MAX_HEX_BYTES } from '../../schema/primitives.ts';

/** Bytes between two silences. */
export interface Burst {
  readonly bytes: Uint8Array;
  /** When its first byte came, monotonic ms. */
  readonly at: number;
}

export interface SilenceCutter {
  push(chunk: Uint8Array): void;
  /** Hands over what has not been followed by silence yet. */
  flush(): void;
}

interface Parts {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Silence that ends a burst, ms; 0: every chunk is one, as with HID reports. */
  readonly gapMs: number;
  readonly onBurst: (burst: Burst) => void;
}

/** Joins chunks that follow each other closely. A burst never grows beyond what a vector can show. */
export function createSilenceCutter({ clock, timers, gapMs, onBurst }: Parts): SilenceCutter {
  let held: Uint8Array = new Uint8Array();
  let at = 0;
  let cancel: () => void = () => undefined;

  const flush = (): void => {
    cancel();
    const bytes = held;
    held = new Uint8Array();
    if (bytes.length > 0) onBurst({ bytes, at });
  };

  return {
    push(chunk) {
      cancel();
      for (let start = 0; start < chunk.length; start += MAX_HEX_BYTES) {
        const slice = chunk.subarray(start, start + MAX_HEX_BYTES);
        if (held.length + slice.length > MAX_HEX_BYTES) flush();
        if (held.length === 0) at = clock.mono();
        held = Uint8Array.from([...held, ...slice]);
      }
      if (gapMs === 0) flush();
      else cancel = timers.after(gapMs, flush);
    },
    flush,
  };
}
