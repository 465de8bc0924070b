import type { Replay } from '../replay-engine.ts';
import { createRecordCommand, RECORD_USAGE } from './capture/record-command.ts';
import { type Command, type ExitCode, type Print, wrongCall } from './command.ts';
import { SCHEMA_USAGE, schemaCommand } from './json-schema/schema-command.ts';
import { createLearnCommand, LEARN_USAGE } from './learn/learn-command.ts';
import { createLintCommand } from './lint-command.ts';
import type { ToolMachine } from './machine.ts';
import { createPortsCommand, PORTS_USAGE } from './ports/ports-command.ts';
import { createReplayCommand } from './replay-command.ts';
import { SAFETY_USAGE, safetyCommand } from './safety/safety-command.ts';
import { SUPPORT_USAGE, supportCommand } from './support/support-command.ts';
import { UDEV_USAGE, udevCommand } from './udev/udev-command.ts';

interface Entry {
  /** The call and its options. */
  readonly usage: string;
  readonly run: Command;
}

/** The commands by name. */
function commandTable(replay: Replay, machine: ToolMachine): ReadonlyMap<string, Entry> {
  return new Map<string, Entry>([
    ['lint', { usage: 'lint [--folder F | --profile F] [--json]', run: createLintCommand(replay) }],
    [
      'replay',
      { usage: 'replay --profile F [--vectors F] [--any-protocol] [--json]', run: createReplayCommand(replay) },
    ],
    ['record', { usage: RECORD_USAGE, run: createRecordCommand({ ...machine, replay }) }],
    ['learn', { usage: LEARN_USAGE, run: createLearnCommand({ ...machine, replay }) }],
    ['ports', { usage: PORTS_USAGE, run: createPortsCommand(machine.listPorts) }],
    ['udev', { usage: UDEV_USAGE, run: udevCommand }],
    ['support-table', { usage: SUPPORT_USAGE, run: supportCommand }],
    ['json-schema', { usage: SCHEMA_USAGE, run: schemaCommand }],
    ['safety-table', { usage: SAFETY_USAGE, run: safetyCommand }],
  ]);
}

/** What is printed where somebody asks for help. */
function usageText(commands: ReadonlyMap<string, Entry>): string {
  return ['npm run profiles --', ...[...commands.values()].map(({ usage }) => `  ${usage}`)].join('\n');
}

/** The tool around an engine and a machine. What it returns runs one command and gives the exit code of DESIGN §8. */
export function createProfilesTool(
  replay: Replay,
  machine: ToolMachine,
): (args: readonly string[], print: Print) => Promise<ExitCode> {
  const commands = commandTable(replay, machine);
  return async (args, print) => {
    const [name = '', ...rest] = args;
    const entry = commands.get(name);
    if (name === '--help' || name === 'help') {
      print.line(usageText(commands));
      return 0;
    }
    if (entry === undefined) return wrongCall(print, `"${name}" is no command; use: ${usageText(commands)}`);
    if (rest.includes('--help')) {
      print.line(`npm run profiles -- ${entry.usage}`);
      return 0;
    }
    try {
      return await entry.run(rest, print);
    } catch (cause) {
      // parseArgs throws for options that the command does not have.
      const known = cause instanceof TypeError && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS');
      if (known) return wrongCall(print, `${cause.message}; use: npm run profiles -- ${entry.usage}`);
      throw cause;
    }
  };
}
