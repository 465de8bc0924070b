import type { z } from 'zod';
import type { JsonFile } from './json-file.ts';
import type { FieldPath, ProfileIssue } from './profile-issue.ts';

type Issue = z.core.$ZodIssue;
interface Finding {
  readonly path: FieldPath;
  readonly problem: string;
}

/** Zod's message for unions that say nothing themselves. */
const PLAIN_UNION = 'Invalid input';
const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };

function listed(values: readonly unknown[]): string {
  const texts = values.map((value) => JSON.stringify(value));
  return texts.length === 1 ? `must be ${texts[0]}` : `must be one of ${texts.join(', ')}`;
}

/** How far a branch of a union is from what was meant: a wrong kind is further than a superfluous field, that further than a bad value. */
function distance(branch: readonly Issue[]): number {
  return branch.reduce((sum, { code }) => {
    if (code === 'invalid_value') return sum + 100;
    return sum + (code === 'unrecognized_keys' ? 10 : 1);
  }, 0);
}

function unionFindings(issue: Extract<Issue, { code: 'invalid_union' }>, path: FieldPath): readonly Finding[] {
  if ('options' in issue && issue.options !== undefined) return [{ path, problem: listed(issue.options) }];
  if (issue.message !== PLAIN_UNION || issue.errors.length === 0) return [{ path, problem: issue.message }];
  // A choice of constants, such as the levels, or the kinds of a union that is not told apart by zod itself.
  const constants = issue.errors.map(([first]) => (first?.code === 'invalid_value' ? first : undefined));
  const place = constants[0]?.path.join('.');
  if (constants.every((one) => one !== undefined && one.path.join('.') === place)) {
    const values = constants.flatMap((one) => one?.values ?? []);
    return [{ path: [...path, ...keysOf(constants[0]?.path ?? [])], problem: listed(values) }];
  }
  const [nearest = []] = issue.errors.toSorted((one, other) => distance(one) - distance(other));
  return nearest.flatMap((one) => findings(one, path));
}

function keysOf(path: readonly PropertyKey[]): FieldPath {
  return path.map((key) => (typeof key === 'number' ? key : String(key)));
}

function problemOf(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    const missing = issue.message.endsWith('received undefined');
    return missing
      ? `is missing; add it (${issue.expected})`
      : issue.message.replace('Invalid input: expected', 'must be');
  }
  if (issue.code === 'invalid_value') return listed(issue.values);
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}${UNITS[issue.origin] ?? ''}`;
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}${UNITS[issue.origin] ?? ''}`;
  return issue.message;
}

function findings(issue: Issue, prefix: FieldPath = []): readonly Finding[] {
  const path = [...prefix, ...keysOf(issue.path)];
  if (issue.code === 'unrecognized_keys') {
    const problem = 'is no field here; remove it or correct its name';
    return issue.keys.map((key) => ({ path: [...path, key], problem }));
  }
  if (issue.code === 'invalid_union') return unionFindings(issue, path);
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ path, problem: message }));
  // Messages of our own checks already say what would be right.
  const own = !/^(Invalid input|Too (big|small)|Invalid option)/.test(issue.message);
  return [{ path, problem: own ? issue.message : problemOf(issue) }];
}

/** Says for a person what a schema found: each field by its line, and what it should be. @param prefix where in the file the value stands */
export function schemaIssues(file: JsonFile, error: z.ZodError, prefix: FieldPath = []): readonly ProfileIssue[] {
  return error.issues.flatMap((issue) => findings(issue, prefix).map(({ path, problem }) => file.issue(path, problem)));
}
