import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SHIPPED_PROFILES } from '../../load-profiles.ts';
import { type Command, issueLines, wrongCall } from '../command.ts';
import { readProfiles, writeOrCheck } from '../generated-files.ts';
import { udevRules } from './udev-rules.ts';

/** Where the rules that ship are kept. */
export const GENERATED = join(import.meta.dirname, '../../generated');

/** The user and group of the terminal's service (`device-app/packaging/linux/sysusers.conf`). */
export const DEFAULT_GROUP = 'mingjing';

export const UDEV_USAGE = 'udev [--check] [--group G] [--folder F] [--out DIR] [--json]';

/** `udev [--check] [--group G] [--folder F] [--out DIR] [--json]`: the rules that installed terminals need for their pads. */
export const udevCommand: Command = (args, print) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      check: { type: 'boolean', default: false },
      group: { type: 'string', default: DEFAULT_GROUP },
      folder: { type: 'string', default: SHIPPED_PROFILES },
      out: { type: 'string', default: GENERATED },
      json: { type: 'boolean', default: false },
    },
  });
  // useradd(8): what is not such a name could end the quotes of a rule.
  if (!/^[a-z_][a-z0-9_-]{0,31}$/.test(values.group)) {
    return wrongCall(print, `--group "${values.group}" is no name of a group; use lower-case letters, digits, - and _`);
  }
  const profiles = readProfiles(values.folder);
  if (!profiles.ok) return issueLines(print, profiles.error);
  const files = udevRules(profiles.value, values.group).map(({ name, text }) => ({
    path: join(values.out, name),
    text,
  }));
  const code = writeOrCheck(files, values.check, print, 'npm run profiles -- udev');
  if (values.json) print.line(JSON.stringify({ files: files.map(({ path }) => path), stale: code === 1 }));
  return code;
};
