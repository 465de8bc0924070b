import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SHIPPED_PROFILES } from '../../load-profiles.ts';
import { type Command, issueLines } from '../command.ts';
import { readProfiles, writeOrCheck } from '../generated-files.ts';
import { supportDocument } from './support-table.ts';

export const SUPPORT_USAGE = 'support-table [--check] [--folder F] [--out FILE] [--json]';

/** Where the document is kept. */
export const SUPPORT_DOCUMENT = join(import.meta.dirname, '../../../docs/hardware-support.md');

/** `support-table`: the document of what is supported, from the profiles. */
export const supportCommand: Command = (args, print) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      check: { type: 'boolean', default: false },
      folder: { type: 'string', default: SHIPPED_PROFILES },
      out: { type: 'string', default: SUPPORT_DOCUMENT },
      json: { type: 'boolean', default: false },
    },
  });
  const profiles = readProfiles(values.folder);
  if (!profiles.ok) return issueLines(print, profiles.error);
  const file = { path: values.out, text: supportDocument(profiles.value) };
  const code = writeOrCheck([file], values.check, print, 'npm run profiles -- support-table');
  if (values.json) print.line(JSON.stringify({ files: [file.path], stale: code === 1 }));
  return code;
};
