/** For whoever has the terminal's own keyboard: `npm run service -- pin --settings FILE`. */
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { servicePinSchema } from '../core/service/service-input.ts';
import { readSecret } from './read-secret.ts';
import { readSettings } from './read-settings.ts';
import { writeServicePin } from './service-pin.ts';

const USAGE = 'usage: npm run --silent service -- pin [--settings FILE]   (type or pipe in the PIN, 6 to 12 digits)\n';

/** Sets the service PIN of the terminal of these settings, whether or not it runs. Run it as the user that the terminal runs as. */
async function setPin(args: readonly string[]): Promise<number> {
  const settings = readSettings(args, process.env);
  if (!settings.ok) {
    for (const { field, problem } of settings.error) process.stderr.write(`${field}: ${problem}\n`);
    return 2;
  }
  const pin = servicePinSchema.safeParse(await readSecret('Service PIN (6 to 12 digits): '));
  if (!pin.success) {
    process.stderr.write('a service PIN has 6 to 12 digits\n');
    return 1;
  }
  const written = await writeServicePin(settings.value.dataDir, pin.data, systemRandomBytes);
  process.stderr.write(written.ok ? 'The service PIN is set.\n' : `${written.error.message}\n`);
  return written.ok ? 0 : 1;
}

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = { pin: setPin };

process.umask(0o077);
const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command === undefined) process.stderr.write(USAGE);
process.exitCode = command === undefined ? 2 : await command(args);
