import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { PROTOCOL_LIMITS } from '@mingjing/shared/protocol/limits.ts';
import type { HubLimits } from './hub-limits.ts';

/** How much is on its way to the disk, and who waits for room. Without it a storm of uploads would lie parsed in memory. */
export interface Admission {
  /** False when there is no room for so many records. */
  enter(records: number): boolean;
  leave(records: number): void;
  isCrowded(): boolean;
  /** Runs once there is room again; in the order of asking, and only as many at a time as there is room for. */
  onRoom(resume: () => void): void;
}

/** A resumed socket whose message has not arrived by then had none: the next ones get its place. */
const NEXT_WAVE_MS = 2;

export function createAdmission(
  limits: Pick<HubLimits, 'crowdedRecords' | 'maxRecordsInFlight'>,
  timers: Timers,
): Admission {
  let inFlight = 0;
  let waiting: (() => void)[] = [];
  let waveIsDue = false;

  /** Does not wait for a `leave`: when those resumed have nothing to send, there may be none. */
  function wave(): void {
    waveIsDue = false;
    if (inFlight < limits.crowdedRecords) {
      const room = Math.ceil((limits.crowdedRecords - inFlight) / PROTOCOL_LIMITS.maxBatchRecords);
      const resumed = waiting.slice(0, room);
      waiting = waiting.slice(room);
      for (const resume of resumed) resume();
    }
    if (waiting.length === 0 || waveIsDue) return;
    waveIsDue = true;
    timers.after(NEXT_WAVE_MS, wave);
  }

  return {
    enter(records) {
      if (inFlight + records > limits.maxRecordsInFlight) return false;
      inFlight += records;
      return true;
    },
    leave(records) {
      inFlight -= records;
    },
    isCrowded: () => inFlight >= limits.crowdedRecords,
    onRoom(resume) {
      waiting.push(resume);
      if (waiting.length === 1) wave();
    },
  };
}
