import { readFileSync, statSync } from 'node:fs';
import { type AnyNode, parse } from '@humanwhocodes/momoa';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { FieldPath, ProfileIssue } from './profile-issue.ts';

/** Deepest nesting of objects and lists in a file; no profile needs a third of it. */
const MAX_DEPTH = 64;

/** A JSON file whose fields can be pointed at. */
export interface JsonFile {
  readonly file: string;
  readonly value: unknown;
  /** Says what is wrong at a place of the file; one that is not there is reported at what it is missing from. */
  issue(path: FieldPath, problem: string): ProfileIssue;
  /** Names that stand twice in one object, of which JSON silently takes the last. */
  duplicates(): readonly ProfileIssue[];
}

/** What a parser error of momoa knows. */
function lineOfError(cause: unknown): number {
  return cause instanceof Error && 'line' in cause && typeof cause.line === 'number' ? cause.line : 1;
}

/** The text as a tree with lines; undefined for what momoa cannot read. Only made once something is wrong, since it takes its time. */
function treeOf(text: string): { readonly body: AnyNode } | { readonly body: undefined; readonly line: number } {
  try {
    return { body: parse(text).body };
  } catch (cause) {
    return { body: undefined, line: lineOfError(cause) };
  }
}

function memberName(member: AnyNode): string {
  if (member.type !== 'Member') return '';
  return member.name.type === 'String' ? member.name.value : member.name.name;
}

/** The member or element one step below; its value is looked into further, its own line is the one to report. */
function below(node: AnyNode, step: string | number): AnyNode | undefined {
  if (node.type === 'Array') return node.elements[Number(step)];
  return node.type === 'Object' ? node.members.findLast((member) => memberName(member) === String(step)) : undefined;
}

function inner(node: AnyNode): AnyNode {
  return node.type === 'Member' || node.type === 'Element' ? node.value : node;
}

function lineOf(root: AnyNode, path: FieldPath): number {
  let node = root;
  for (const step of path) {
    const next = below(inner(node), step);
    if (next === undefined) break;
    node = next;
  }
  return node.loc.start.line;
}

function* duplicateMembers(root: AnyNode): Generator<{ path: FieldPath; line: number }> {
  const open: { node: AnyNode; path: FieldPath }[] = [{ node: root, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, path } = next;
    if (node.type === 'Array') {
      for (const [index, element] of node.elements.entries())
        open.push({ node: inner(element), path: [...path, index] });
    } else if (node.type === 'Object') {
      const seen = new Set<string>();
      for (const member of node.members) {
        const name = memberName(member);
        if (seen.has(name)) yield { path: [...path, name], line: member.loc.start.line };
        seen.add(name);
        open.push({ node: member.value, path: [...path, name] });
      }
    }
  }
}

function tooDeep(value: unknown): boolean {
  const open: [value: unknown, depth: number][] = [[value, 1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, depth] = next;
    if (typeof node !== 'object' || node === null) continue;
    if (depth > MAX_DEPTH) return true;
    for (const child of Object.values(node)) open.push([child, depth + 1]);
  }
  return false;
}

function fieldOf(path: FieldPath): string {
  return path.join('.') || '(file)';
}

/** Quotes and commas of Chinese input methods, which look right and are not. */
const CHINESE_MARKS = /[\u201c\u201d\u2018\u2019\uff0c\uff1a]/;

/** Where JSON is broken. The parser of the engine names the place only sometimes, and in words of its own. */
function syntaxIssue(text: string, file: string, cause: unknown): ProfileIssue {
  const message = cause instanceof Error ? cause.message : '';
  const tree = treeOf(text);
  const [, named] = /\(line (\d+) column \d+\)/.exec(message) ?? [];
  const line = Number(named ?? (tree.body === undefined ? tree.line : 1));
  const why = message.replace(/ in JSON at position.*$/s, '').replace(/, (\.\.\.)?".*is not valid JSON$/s, '');
  const hint = CHINESE_MARKS.test(text.split('\n')[line - 1] ?? '')
    ? 'use the plain marks " , and : of JSON'
    : 'correct it there';
  return { file, line, field: '(file)', problem: `is not JSON: ${why}; ${hint}` };
}

/** Reads JSON text, with or without the byte order mark that some editors write. @param file only named in the issues */
export function parseJson(source: string, file: string): Result<JsonFile, readonly ProfileIssue[]> {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return err([syntaxIssue(text, file, cause)]);
  }
  if (tooDeep(value)) {
    const problem = `is nested deeper than ${MAX_DEPTH}; take levels out`;
    return err([{ file, line: 1, field: '(file)', problem }]);
  }
  let tree: ReturnType<typeof treeOf> | undefined;
  const body = () => {
    tree ??= treeOf(text);
    return tree.body;
  };
  return ok({
    file,
    value,
    issue(path, problem) {
      const root = body();
      return { file, line: root === undefined ? 1 : lineOf(root, path), field: fieldOf(path), problem };
    },
    duplicates() {
      const root = body();
      const problem = 'stands twice in one object, and only the last one counts; remove one';
      if (root === undefined) return [];
      return [...duplicateMembers(root)].map(({ path, line }) => ({ file, line, field: fieldOf(path), problem }));
    },
  });
}

/** Reads a JSON file of at most `maxBytes`. */
export function readJson(file: string, maxBytes: number): Result<JsonFile, readonly ProfileIssue[]> {
  const unreadable = (problem: string) => err([{ file, line: null, field: '(file)', problem }]);
  try {
    const { size } = statSync(file);
    if (size > maxBytes) return unreadable(`has ${size} bytes; at most ${maxBytes} are allowed`);
    return parseJson(readFileSync(file, 'utf8'), file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    return unreadable(`cannot be read: ${why}; check the path and its permissions`);
  }
}
