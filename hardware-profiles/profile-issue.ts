/** One thing wrong with a file: where, and what would be right. */
export interface ProfileIssue {
  readonly file: string;
  /** Line of the field, or of what it is missing from; null where the file could not be read at all. */
  readonly line: number | null;
  /** Names and places joined by dots, such as `decode.0.when.0.equals`; `(file)` for the whole. */
  readonly field: string;
  readonly problem: string;
}

/** A place in a JSON document. */
export type FieldPath = readonly (string | number)[];

/** `file:line: field: problem`, as editors and CI understand it. */
export function issueText({ file, line, field, problem }: ProfileIssue): string {
  return `${file}${line === null ? '' : `:${line}`}: ${field}: ${problem}`;
}
