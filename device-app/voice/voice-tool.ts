import { parseArgs } from 'node:util';
import type { Language } from '@mingjing/shared/domain/display.ts';
import { checkPack } from './check-pack.ts';
import { DRAFT_LANGUAGES, draftPack } from './draft-pack.ts';
import { scriptAsCsv, scriptAsMarkdown } from './recording-script.ts';
import { LANGUAGES } from './spoken-texts.ts';

export interface Print {
  line(text: string): void;
  error(text: string): void;
}

/** 0 done, 1 something is wrong with the pack, 2 wrongly called. */
export type ExitCode = 0 | 1 | 2;

const USAGE = `usage: npm run voice -- COMMAND
  script [--language L] [--csv]            what is to be recorded, for the speaker; zh-CN where no language is named
  check FOLDER [--json]                    whether a clip pack is complete, of good length and loudness
  draft --out FOLDER [--language L]...     a pack by a speech synthesiser, for demonstrations and for halls without a speaker
languages: ${LANGUAGES.join(', ')}; drafts of ${DRAFT_LANGUAGES.join(', ')}`;

/** Runs one command of `npm run voice`. */
export async function runVoiceTool([name, ...args]: readonly string[], print: Print): Promise<ExitCode> {
  try {
    if (name === 'script') return script(args, print);
    if (name === 'check') return await check(args, print);
    if (name === 'draft') return await draft(args, print);
    if (name === '--help' || name === 'help') {
      print.line(USAGE);
      return 0;
    }
  } catch (cause) {
    // Of parseArgs: an option that there is not.
    if ((cause as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') !== true) throw cause;
    return wrongCall(print, (cause as Error).message);
  }
  return wrongCall(print, name === undefined ? 'name a command' : `"${name}" is no command`);
}

function script(args: readonly string[], print: Print): ExitCode {
  const options = { language: { type: 'string', default: 'zh-CN' }, csv: { type: 'boolean', default: false } } as const;
  const { language, csv } = parseArgs({ args: [...args], options }).values;
  if (!isLanguage(language)) return wrongCall(print, `--language ${language}: use one of ${LANGUAGES.join(', ')}`);
  print.line((csv ? scriptAsCsv : scriptAsMarkdown)(language).trimEnd());
  return 0;
}

async function check(args: readonly string[], print: Print): Promise<ExitCode> {
  const options = { json: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) return wrongCall(print, 'check: name one folder');
  const report = await checkPack(folder);
  if (values.json) print.line(JSON.stringify(report, null, 2));
  else {
    for (const { field, problem } of report.problems) print.error(`${field}: ${problem}`);
    for (const { field, problem } of report.warnings) print.error(`(warning) ${field}: ${problem}`);
    for (const line of report.summary) print.line(line);
  }
  return report.problems.length === 0 ? 0 : 1;
}

async function draft(args: readonly string[], print: Print): Promise<ExitCode> {
  const options = { out: { type: 'string' }, language: { type: 'string', multiple: true } } as const;
  const { out, language = DRAFT_LANGUAGES } = parseArgs({ args: [...args], options }).values;
  if (out === undefined) return wrongCall(print, 'draft: --out names the folder of the pack');
  const unknown = language.find((name) => !isLanguage(name));
  if (unknown !== undefined) return wrongCall(print, `--language ${unknown}: use one of ${DRAFT_LANGUAGES.join(', ')}`);
  const made = await draftPack(out, language.filter(isLanguage));
  if (made.ok) print.line(`${out}: a draft in ${language.join(', ')}; check it with npm run voice -- check ${out}`);
  else print.error(made.error);
  return made.ok ? 0 : 1;
}

function wrongCall(print: Print, problem: string): ExitCode {
  print.error(`${problem}\n${USAGE}`);
  return 2;
}

const isLanguage = (name: string): name is Language => LANGUAGES.some((language) => language === name);
