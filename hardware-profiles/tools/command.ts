import { issueText, type ProfileIssue } from '../profile-issue.ts';

/** Results go to `line` (standard output), everything for people to `error`. */
export interface Print {
  line(text: string): void;
  error(text: string): void;
}

/** 0: all held. 1: something fell short. 2: the call was wrong. */
export type ExitCode = 0 | 1 | 2;

/** A command of the tool. */
export type Command = (args: readonly string[], print: Print) => ExitCode | Promise<ExitCode>;

/** Prints issues, one a line: file and line, field, what is wrong and what would be right. */
export function issueLines(print: Print, issues: readonly ProfileIssue[]): 2 {
  for (const issue of issues) print.error(issueText(issue));
  return 2;
}

/** Says what a right call would be. */
export function wrongCall(print: Print, message: string): 2 {
  print.error(message);
  return 2;
}
