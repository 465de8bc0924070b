import { type Command, type Print, wrongCall } from './command.ts';
import { lintCommand } from './lint-command.ts';
import { replayCommand } from './replay-command.ts';

const COMMANDS = new Map<string, Command>([
  ['lint', lintCommand],
  ['replay', replayCommand],
]);
const USAGE = 'npm run profiles -- lint [--folder F] [--json] | replay --profile F [--vectors F] [--json]';

/** Runs one command of the tool. @returns the exit code of DESIGN §8 */
export function runProfilesTool(args: readonly string[], print: Print): 0 | 1 | 2 {
  const [name = '', ...rest] = args;
  const command = COMMANDS.get(name);
  if (command === undefined) return wrongCall(print, `"${name}" is no command; use: ${USAGE}`);
  try {
    return command(rest, print);
  } catch (cause) {
    // parseArgs throws for options that the command does not have.
    const known = cause instanceof TypeError && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS');
    if (known) return wrongCall(print, `${cause.message}; use: ${USAGE}`);
    throw cause;
  }
}

if (import.meta.main) {
  process.exitCode = runProfilesTool(process.argv.slice(2), {
    line: (text) => process.stdout.write(`${text}\n`),
    error: (text) => process.stderr.write(`${text}\n`),
  });
}
