import type { Identifier } from '@mdn/browser-compat-data/types';
import type { BrowserContext } from 'playwright-core';
import { below, OLDEST, SCRIPT, since } from './compat.ts';

/** Where a built-in or an interface of the web hangs: `Array at`, `Intl Segmenter`. */
export type ApiPath = readonly string[];

interface Api {
  readonly path: ApiPath;
  readonly isNewer: boolean;
}

/** Everything that scripts of a later Chromium can name, innermost first. */
export function newerApis(): ApiPath[] {
  return SCRIPT.flatMap((root) => apisBelow(root, [])).flatMap(({ path, isNewer }) => (isNewer ? [path] : []));
}

/** Owners of members that screens may call; those of graphics cards and headsets only share names with them. */
const OWNERS = new Set(
  `Array Object String Promise Map Set WeakMap Number Math RegExp Symbol Function JSON Date ArrayBuffer TypedArray Error Intl
  Window Document Element HTMLElement SVGElement Node NodeList EventTarget Event KeyboardEvent PointerEvent Range CSSStyleSheet
  HTMLTextAreaElement HTMLMediaElement HTMLCanvasElement BaseAudioContext AudioContext AudioParam Navigator Performance Crypto
  URL URLSearchParams Blob Response DOMTokenList`.split(/\s+/),
);

/** Names that only something newer has, or that are newer in the language whoever else has them; each with one such use. */
export function newerNames(): ReadonlyMap<string, string> {
  const [language, web] = SCRIPT.map((root) =>
    apisBelow(root, []).filter(({ path }) => path.length === 1 || OWNERS.has(path[0]!)),
  );
  const old = (apis: readonly Api[] = []) =>
    new Set(apis.flatMap(({ path, isNewer }) => (isNewer ? [] : [path.at(-1)!])));
  const inLanguage = old(language);
  const anywhere = new Set([...inLanguage, ...old(web)]);
  const newer = (apis: readonly Api[] = [], known: ReadonlySet<string>) =>
    apis.filter(({ path, isNewer }) => isNewer && !known.has(path.at(-1)!));
  return new Map(
    [...newer(language, inLanguage), ...newer(web, anywhere)].map(({ path }) => [path.at(-1)!, path.join('.')]),
  );
}

function apisBelow(feature: Identifier, path: ApiPath): Api[] {
  return below(feature).flatMap(([name, inner]) => {
    // Names of members; the rest describes behaviour.
    if (!/^[A-Za-z]\w*$/.test(name) || name.endsWith('_event') || path.length > 2) return [];
    const here = [...path, name.replace(/_static$/, '')];
    return [...apisBelow(inner, here), { path: here, isNewer: since(inner) > OLDEST }];
  });
}

/** What Playwright needs to evaluate anything in a page; the judge of scripts knows these names too. */
const KEPT = new Set(['BigInt64Array', 'BigUint64Array', 'globalThis']);

/** Takes from every page of the context what Chromium 61 had not, before anything of the page runs. */
export async function forgetNewerApis(context: BrowserContext): Promise<void> {
  await context.addInitScript(
    forgetInPage,
    newerApis().filter(([root = '']) => !KEPT.has(root)),
  );
}

/** Runs in the page, so it refers to nothing outside of itself. */
function forgetInPage(paths: readonly ApiPath[]): void {
  type Home = Record<string, unknown> & { prototype?: Home };
  const { hasOwn } = Object;
  const has = (home: unknown, name: string): home is Home => home != null && hasOwn(home, name);
  const { supports } = CSS;
  for (const path of paths) {
    const name = path[path.length - 1]!;
    let home: unknown = window;
    for (let at = 0; at < path.length - 1; at += 1) home = has(home, path[at]!) ? home[path[at]!] : undefined;
    for (const one of [home, (home as Home | undefined)?.prototype])
      if (has(one, name)) Reflect.deleteProperty(one, name);
  }
  // What lowering has made of literals: \p{…} came with 64, looking behind and the flag s with 62, names of groups with 64.
  const { RegExp: Present } = window as unknown as { RegExp: RegExpConstructor };
  const refuse = ([pattern, flags]: unknown[]) => {
    if (/\\[pP]\{|\(\?<|[dsv]$/.test(`${pattern}/${flags ?? ''}`) && typeof pattern === 'string') {
      throw new SyntaxError(`Invalid regular expression: ${pattern}`);
    }
  };
  (window as unknown as { RegExp: RegExpConstructor }).RegExp = new Proxy(Present, {
    construct: (target, args, self) => {
      refuse(args);
      return Reflect.construct(target, args, self);
    },
    apply: (target, self, args) => {
      refuse(args);
      return Reflect.apply(target, self, args);
    },
  });
  // Since 83.
  CSS.supports = (...asked: string[]) => !asked.join().includes('selector(') && supports.apply(CSS, asked as [string]);
}
