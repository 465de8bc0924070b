import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { FRESH_LADDER, type LadderHistory, ladderHistorySchema } from '../core/supervision/recovery-ladder.ts';

/** What the shells remember of earlier rescues, across their own end and a reboot. */
export interface RecoveryMemory {
  load(): LadderHistory;
  save(history: LadderHistory): void;
}

/**
 * Keeps the memory in a small JSON file. A missing or damaged file is a fresh start, and a disk that takes nothing must not stop
 * a rescue: the worst that follows is one more relaunch.
 */
export function createRecoveryFile(path: string): RecoveryMemory {
  return {
    load() {
      try {
        const parsed = ladderHistorySchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
        return parsed.success ? parsed.data : FRESH_LADDER;
      } catch {
        return FRESH_LADDER;
      }
    },
    save(history) {
      try {
        writeFileSync(`${path}.new`, JSON.stringify(history), { mode: 0o600, flush: true });
        renameSync(`${path}.new`, path);
      } catch {
        // See above.
      }
    },
  };
}
