import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { MAX_SCAN, PAD_DELAYS } from './delays.data.ts';

export interface ScanPart {
  readonly text: string;
  /** The text goes on in the next report. */
  readonly more: boolean;
}

/** Joins what a scanner sends in several reports. */
export interface ScanJoiner {
  /** @returns the whole text with its last part, else undefined */
  take(part: ScanPart): string | undefined;
  stop(): void;
}

/** @param onLost a scan that is too long, or whose rest did not come */
export function createScanJoiner(
  timers: Timers,
  onLost: (reason: 'scan-too-long' | 'scan-incomplete') => void,
): ScanJoiner {
  let begun: string | undefined;
  let overlong = false;
  let cancel: () => void = () => undefined;

  const reset = (): void => {
    cancel();
    begun = undefined;
    overlong = false;
  };

  return {
    take({ text, more }) {
      cancel();
      if ((begun?.length ?? 0) + text.length > MAX_SCAN) overlong = true;
      begun = overlong ? '' : (begun ?? '') + text;
      if (more) {
        cancel = timers.after(PAD_DELAYS.scanPartMs, () => {
          onLost(overlong ? 'scan-too-long' : 'scan-incomplete');
          reset();
        });
        return undefined;
      }
      const whole = overlong ? undefined : begun;
      if (whole === undefined) onLost('scan-too-long');
      reset();
      return whole;
    },
    stop: reset,
  };
}
