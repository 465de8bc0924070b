import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { writeOrCheck } from '../generated-files.ts';
import { profileJsonSchema } from './json-schema.ts';

export const SCHEMA_USAGE = 'json-schema [--check] [--out FILE] [--json]';

/** Where the schema is kept that profiles name in "$schema". */
export const SCHEMA_FILE = join(import.meta.dirname, '../../generated/profile.schema.json');

/** `json-schema`: the JSON Schema of profiles, by which editors complete and explain their fields. */
export const schemaCommand: Command = (args, print) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      check: { type: 'boolean', default: false },
      out: { type: 'string', default: SCHEMA_FILE },
      json: { type: 'boolean', default: false },
    },
  });
  const file = { path: values.out, text: profileJsonSchema().text };
  const code = writeOrCheck([file], values.check, print, 'npm run profiles -- json-schema');
  if (values.json) print.line(JSON.stringify({ files: [file.path], stale: code === 1 }));
  return code;
};
