import type { Replay } from '../replay-engine.ts';
import { type Command, type ExitCode, type Print, wrongCall } from './command.ts';
import { createLintCommand } from './lint-command.ts';
import { createReplayCommand } from './replay-command.ts';

const USAGE = 'npm run profiles -- lint [--folder F] [--json] | replay --profile F [--vectors F] [--json]';

/** The tool around an engine. What it returns runs one command and gives the exit code of DESIGN §8. */
export function createProfilesTool(replay: Replay): (args: readonly string[], print: Print) => Promise<ExitCode> {
  const commands = new Map<string, Command>([
    ['lint', createLintCommand(replay)],
    ['replay', createReplayCommand(replay)],
  ]);
  return async (args, print) => {
    const [name = '', ...rest] = args;
    const command = commands.get(name);
    if (command === undefined) return wrongCall(print, `"${name}" is no command; use: ${USAGE}`);
    try {
      return await command(rest, print);
    } catch (cause) {
      // parseArgs throws for options that the command does not have.
      const known = cause instanceof TypeError && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS');
      if (known) return wrongCall(print, `${cause.message}; use: ${USAGE}`);
      throw cause;
    }
  };
}
