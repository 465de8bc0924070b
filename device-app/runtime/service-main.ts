/** For whoever administers the machine: `npm run service -- pin|bundle --settings FILE`, on a locked terminal `sudo mingjing-service`. */

import { statSync } from 'node:fs';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { servicePinSchema } from '../core/service/service-input.ts';
import { readSecret } from './read-secret.ts';
import { readSettings } from './read-settings.ts';
import { STANDARD_HASHES } from './secret-hash.ts';
import { askForBundle } from './service-bundle.ts';
import { writeServicePin } from './service-pin.ts';

const USAGE = `usage: npm run --silent service -- pin [--settings FILE]      (type or pipe in the PIN, 6 to 12 digits)
       npm run --silent service -- bundle [--settings FILE]   (of the terminal that runs; says where it lies)
`;

/** Sets the service PIN of the terminal of these settings, whether or not it runs. Run it as the user that the terminal runs as. */
async function setPin(args: readonly string[]): Promise<number> {
  const settings = settingsOf(args);
  if (settings === undefined) return 2;
  const stranger = strangerTo(settings.dataDir);
  if (stranger !== undefined) {
    process.stderr.write(`${stranger}\n`);
    return 1;
  }
  const pin = servicePinSchema.safeParse(await readSecret('Service PIN (6 to 12 digits): '));
  if (!pin.success) {
    process.stderr.write('a service PIN has 6 to 12 digits\n');
    return 1;
  }
  const written = await writeServicePin(
    { dataDir: settings.dataDir, hashes: STANDARD_HASHES, randomBytes: systemRandomBytes },
    pin.data,
  );
  process.stderr.write(written.ok ? 'The service PIN is set.\n' : `${written.error.message}\n`);
  return written.ok ? 0 : 1;
}

/** Why this user must not write there; undefined where it may: the terminal can read nothing that belongs to another. */
function strangerTo(dataDir: string): string | undefined {
  const folder = statSync(dataDir, { throwIfNoEntry: false });
  if (folder === undefined)
    return `dataDir: ${dataDir} is not there: start the terminal once, or correct it (MINGJING_DATA_DIR)`;
  if (process.getuid === undefined || process.getuid() === folder.uid) return undefined;
  return `dataDir: ${dataDir} belongs to another user (${folder.uid}), as whom the terminal runs: run this as that user (sudo mingjing-service pin)`;
}

/** Has the running terminal make a diagnostics bundle. Run it as the user that the terminal runs as. */
async function makeBundle(args: readonly string[]): Promise<number> {
  const settings = settingsOf(args);
  if (settings === undefined) return 2;
  const made = await askForBundle(settings);
  if (made.ok) process.stdout.write(`${made.value}\n`);
  else process.stderr.write(`${made.error}\n`);
  return made.ok ? 0 : 1;
}

/** Says what is wrong with them where they cannot be had. */
function settingsOf(args: readonly string[]): TerminalSettings | undefined {
  const settings = readSettings(args, process.env);
  if (settings.ok) return settings.value;
  for (const { field, problem } of settings.error) process.stderr.write(`${field}: ${problem}\n`);
  return undefined;
}

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  pin: setPin,
  bundle: makeBundle,
};

process.umask(0o077);
const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command === undefined) process.stderr.write(USAGE);
process.exitCode = command === undefined ? 2 : await command(args);
