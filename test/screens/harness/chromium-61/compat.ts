import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Identifier, SimpleSupportStatement } from '@mdn/browser-compat-data/types';

/** The browser that the screens are built for. */
export const OLDEST = 61;

type Tree = Readonly<Record<'api' | 'css' | 'javascript', Identifier>>;
const PATH = createRequire(import.meta.url).resolve('@mdn/browser-compat-data');
const TREE: Tree = JSON.parse(readFileSync(PATH, 'utf8'));

export const CSS = TREE.css;
export const SCRIPT: readonly Identifier[] = [TREE.javascript['builtins']!, TREE.api];

/**
 * The first Chrome that knows a feature under `name`, or under its own; Infinity where none does, 0 where the data say only that it is
 * there.
 */
export function since(feature: Identifier | undefined, name?: string): number {
  const chrome = feature?.__compat?.support.chrome;
  const statements = [chrome].flat().filter((one) => one !== undefined);
  const fitting = statements.filter((one) => isNamed(one, name) && one.flags === undefined);
  return Math.min(Number.POSITIVE_INFINITY, ...fitting.map(versionOf));
}

function isNamed({ alternative_name, prefix }: SimpleSupportStatement, name: string | undefined): boolean {
  if (name === undefined) return alternative_name === undefined && prefix === undefined;
  return alternative_name === name || (prefix !== undefined && name.startsWith(prefix));
}

function versionOf({ version_added, version_removed }: SimpleSupportStatement): number {
  if (typeof version_removed === 'string' && numberOf(version_removed) <= OLDEST) return Number.POSITIVE_INFINITY;
  return typeof version_added === 'string' ? numberOf(version_added) : Number.POSITIVE_INFINITY;
}

const numberOf = (version: string): number =>
  version === 'preview' ? Number.POSITIVE_INFINITY : Number(version.replace('≤', '').split('.')[0]);

/** The features directly below one, by name. */
export function below(feature: Identifier | undefined): readonly (readonly [name: string, feature: Identifier])[] {
  return Object.entries(feature ?? {}).filter(([name]) => name !== '__compat') as [string, Identifier][];
}
