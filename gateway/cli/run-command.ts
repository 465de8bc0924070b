import { type Command, EXIT, UsageError } from './command.ts';

const PROGRAM = 'mingjing-gateway';

/**
 * Runs the command that the first argument names.
 * @returns the exit code; what was wrong is told on standard error
 */
export async function runCommand(
  commands: ReadonlyMap<string, Command>,
  [name = '', ...args]: readonly string[],
): Promise<number> {
  const command = commands.get(name);
  if (command === undefined) return refuse(overview(commands));
  try {
    return await command.run(args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuse(isUsageError(error) ? `${message}\nusage: ${usageLine(name, command)}` : `${name}: ${message}`);
  }
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return EXIT.usage;
}

function overview(commands: ReadonlyMap<string, Command>): string {
  const lines = [...commands].map(([name, command]) => `  ${usageLine(name, command)}\n      ${command.summary}`);
  return ['usage:', ...lines].join('\n');
}

function usageLine(name: string, { usage }: Command): string {
  return `${PROGRAM} ${name} ${usage}`;
}

/** Ours, or one of node:util's parseArgs. */
function isUsageError(error: unknown): boolean {
  if (error instanceof UsageError) return true;
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
