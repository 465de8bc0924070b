import { type AnyNode, type Options, parse } from 'acorn';
import { UNCALLED_PATTERNS } from './harmless.data.ts';
import { newerNames } from './newer-apis.ts';

/** Chromium 61 knows ES2017, and of ES2018 the rest and spread of objects (60). */
const OPTIONS: Options = { ecmaVersion: 2018, sourceType: 'module' };
const REGEXP: Options = { ecmaVersion: 2017 };

const NEWER_NAMES = newerNames();

export interface ScriptJudgement {
  /** What Chromium 61 cannot parse. */
  readonly faults: readonly string[];
  /** Names of members and globals that something newer has too, by that something: for a person to tell apart. */
  readonly suspects: ReadonlyMap<string, string>;
}

/** Parses a module as Chromium 61 would. `import()` and `import.meta`, of 63 and 64, do not parse. */
export function judgeScript(text: string): ScriptJudgement {
  const faults: string[] = [];
  const suspects = new Map<string, string>();
  let tree: AnyNode;
  try {
    tree = parse(text, OPTIONS);
  } catch (error) {
    return { faults: [String(error)], suspects };
  }
  visit(tree, (node) => {
    const fault = faultOf(node);
    if (fault !== undefined) faults.push(`${fault} at ${node.start}`);
    const name = nameUsed(node);
    const newer = name === undefined ? undefined : NEWER_NAMES.get(name);
    if (name !== undefined && name.length > 2 && newer !== undefined) suspects.set(name, newer);
  });
  return { faults, suspects };
}

function faultOf(node: AnyNode): string | undefined {
  if (node.type === 'ForOfStatement' && node.await) return 'for await';
  if ('async' in node && 'generator' in node && node.async && node.generator) return 'async generator';
  const pattern = patternOf(node);
  if (pattern === undefined || Object.hasOwn(UNCALLED_PATTERNS, pattern)) return undefined;
  try {
    parse(pattern, REGEXP);
    return undefined;
  } catch {
    return `regular expression ${pattern}`;
  }
}

/** A regular expression as its literal: also where lowering made `RegExp('…', 'u')` of one, which throws only once it is reached. */
function patternOf(node: AnyNode): string | undefined {
  if (node.type === 'Literal') return 'regex' in node && node.regex != null ? node.raw : undefined;
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  if (node.callee.type !== 'Identifier' || node.callee.name !== 'RegExp') return undefined;
  const [pattern, flags] = node.arguments.map(constantOf);
  if (pattern === undefined) return undefined;
  return `/${pattern.replace(/\\[\s\S]|\//g, (part) => (part === '/' ? '\\/' : part))}/${flags ?? ''}`;
}

function constantOf(node: AnyNode): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

/** `name` of `x.name`, `{ name } = x`, and of what is taken from the global scope. */
function nameUsed(node: AnyNode): string | undefined {
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier')
    return node.property.name;
  if (node.type === 'NewExpression' && node.callee.type === 'Identifier') return node.callee.name;
  if (node.type === 'CallExpression' && node.callee.type === 'Identifier') return node.callee.name;
  return undefined;
}

function visit(node: unknown, see: (node: AnyNode) => void): void {
  if (Array.isArray(node)) for (const one of node) visit(one, see);
  if (typeof node !== 'object' || node === null || !('type' in node)) return;
  see(node as AnyNode);
  for (const inner of Object.values(node)) visit(inner, see);
}
