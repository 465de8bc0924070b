import { join } from 'node:path';
import type { Result } from '@mingjing/shared/basics/result.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { type SetupChoices, setupChoicesSchema } from '@mingjing/shared/settings/setup-choices.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { withSetup } from '@mingjing/shared/settings/with-setup.ts';
import type { PrivateFileProblem } from '../store/private-file.ts';
import { readPrivateJson, writePrivateJson } from '../store/private-json.ts';

const FILE = 'setup.json';

/** What a technician chose on the glass, in `setup.json` of the data folder. */
export interface SetupFile {
  /** Reads the file anew, and lays it over the settings. One that cannot be read is named in the log, and left out. */
  load(): TerminalSettings;
  choices(): SetupChoices;
  /** Whether anything was ever chosen here, readable or not. */
  exists(): boolean;
  /** Changes some of it, all or nothing; holds from the next {@link load} on. */
  change(some: SetupChoices): Result<void, PrivateFileProblem>;
}

/** Names of what was chosen on the glass, without what was; null where the file cannot be read. */
export function chosenOnGlass(dataDir: string): readonly string[] | null {
  const file = readPrivateJson(join(dataDir, FILE), setupChoicesSchema);
  return file.ok ? Object.keys(file.value ?? {}).sort() : null;
}

export function createSetupFile(settings: TerminalSettings, log: EventLog): SetupFile {
  const path = join(settings.dataDir, FILE);
  let choices: SetupChoices = {};
  let exists = false;
  let told: string | undefined;

  function read(): void {
    const file = readPrivateJson(path, setupChoicesSchema);
    choices = file.ok ? (file.value ?? {}) : {};
    exists = !file.ok || file.value !== null;
    const problem = file.ok ? undefined : file.error.message;
    // A folder that is tried again every few seconds has one thing to say.
    if (problem !== undefined && problem !== told) log('service.setup-unreadable', { reason: problem });
    told = problem;
  }

  return {
    load() {
      read();
      return withSetup(settings, choices);
    },
    choices: () => choices,
    exists: () => exists,
    change(some) {
      const next = { ...choices, ...some };
      const written = writePrivateJson(path, next);
      if (!written.ok) return written;
      choices = next;
      exists = true;
      return written;
    },
  };
}
