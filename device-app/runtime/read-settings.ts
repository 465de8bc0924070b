import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { err, type Result } from '@mingjing/shared/basics/result.ts';
import { loadSettings, type SettingsIssue } from '@mingjing/shared/settings/load-settings.ts';
import { type TerminalSettings, terminalSettingsSchema } from '@mingjing/shared/settings/terminal-settings.ts';

/**
 * The settings of a terminal from what a program was called with: `--settings FILE`, and variables laid over it.
 * @param args what follows the program's name
 */
export function readSettings(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Result<TerminalSettings, readonly SettingsIssue[]> {
  const text = settingsText(args);
  return text.ok ? loadSettings(terminalSettingsSchema, text.value, environment) : text;
}

function settingsText(args: readonly string[]): Result<string | undefined, readonly SettingsIssue[]> {
  let file: string | undefined;
  try {
    file = parseArgs({ args: [...args], options: { settings: { type: 'string' } } }).values.settings;
  } catch (cause) {
    return err([{ field: '(arguments)', problem: cause instanceof Error ? cause.message : String(cause) }]);
  }
  try {
    return { ok: true, value: file === undefined ? undefined : readFileSync(file, 'utf8') };
  } catch {
    return err([{ field: '(file)', problem: `${file} cannot be read: check the path given with --settings` }]);
  }
}
