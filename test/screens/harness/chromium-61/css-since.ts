import type { Identifier } from '@mdn/browser-compat-data/types';
import { type CssNode, type Declaration, walk } from 'css-tree';
import { below, CSS, since } from './compat.ts';

const { properties, types, selectors, 'at-rules': atRules } = CSS as Readonly<Record<string, Identifier>>;

/** Lengths, angles and times that there always were; the rest came with lists of their own. */
const UNITS = new Set('px mm cm in pt pc em rem ex ch vw vh vmin vmax deg rad turn ms s fr dpi dppx'.split(' '));
/** Between flex items gaps came with 84; the data tell them from those of grids, a style sheet does not. */
const GAPS = new Set(['gap', 'row-gap', 'column-gap']);
/** With an alpha channel. */
const LONG_HASH = /^([\da-f]{4}|[\da-f]{8})$/i;
const LONG_HASH_SINCE = 62;

/** Properties by the names they once had. */
const renamed = new Map<string, Identifier>();
/** Functions of values, wherever they are listed. */
const functions = new Map<string, number>();
for (const [, property] of below(properties)) {
  for (const statement of [property.__compat?.support.chrome].flat()) {
    if (statement?.alternative_name !== undefined) renamed.set(statement.alternative_name, property);
  }
}
collectFunctions(types);

function collectFunctions(feature: Identifier | undefined): void {
  for (const [name, inner] of below(feature)) {
    const first = since(inner);
    if (inner.__compat !== undefined) functions.set(name, Math.min(first, functions.get(name) ?? first));
    collectFunctions(inner);
  }
}

/** Something in a style sheet, and the first Chrome that knows it. */
export interface Known {
  readonly what: string;
  readonly since: number;
}

/** A declaration with each keyword, function and unit of its value; custom properties are known whatever they hold. */
export function knownOfDeclaration({ property, value }: Declaration): Known[] {
  const found: Known[] = [];
  const note = (what: string, first: number) => found.push({ what, since: first });
  if (!property.startsWith('--')) note(property, sinceProperty(property));
  const feature = properties?.[property];
  walk(value, (node: CssNode) => {
    if (node.type === 'Identifier' && feature?.[node.name] !== undefined) {
      note(`${property}: ${node.name}`, since(feature[node.name]));
    }
    if (node.type === 'Function') note(`${node.name}()`, sinceFunction(node.name));
    if (node.type === 'Dimension') note(node.unit, UNITS.has(node.unit) ? 0 : Number.POSITIVE_INFINITY);
    if (node.type === 'Hash' && LONG_HASH.test(node.value)) note(`#${node.value}`, LONG_HASH_SINCE);
  });
  return found;
}

function sinceProperty(property: string): number {
  if (GAPS.has(property)) return 84;
  const own = since(properties?.[property]);
  if (own !== Number.POSITIVE_INFINITY) return own;
  const bare = property.replace(/^-webkit-/, '');
  return Math.min(since(renamed.get(property), property), since(properties?.[bare], property));
}

function sinceFunction(name: string): number {
  if (name === 'var') return 49;
  return functions.get(name) ?? Number.POSITIVE_INFINITY;
}

/** What stands before the braces. */
export function knownOfPrelude(prelude: CssNode): Known[] {
  const found: Known[] = [];
  walk(prelude, (node: CssNode) => {
    found.push(...knownOfSelector(node));
    if (node.type === 'Feature') {
      found.push({ what: `@media ${node.name}`, since: since(atRules?.['media']?.[node.name]) });
    }
    if (node.type === 'FeatureRange') found.push({ what: '@media range', since: 104 });
  });
  return found;
}

function knownOfSelector(node: CssNode): Known[] {
  if (node.type === 'NestingSelector') return [{ what: '&', since: 112 }];
  if (node.type !== 'PseudoClassSelector' && node.type !== 'PseudoElementSelector') return [];
  const known = [{ what: `:${node.name}`, since: sinceSelector(node.name) }];
  const first = node.children?.first;
  if (node.name === 'not' && first?.type === 'SelectorList' && first.children.size > 1) {
    known.push({ what: ':not(,)', since: 88 });
  }
  if (node.name === 'lang' && (node.children?.size ?? 0) > 1)
    known.push({ what: ':lang(,)', since: Number.POSITIVE_INFINITY });
  return known;
}

function sinceSelector(name: string): number {
  return Math.min(since(selectors?.[name]), since(selectors?.[name.replace(/^-webkit-/, '')], `-webkit-${name}`));
}

/** The name of an at-rule. */
export const knownOfAtRule = (name: string): Known => ({ what: `@${name}`, since: since(atRules?.[name]) });
