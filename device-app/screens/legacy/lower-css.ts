import type { AtRule, Declaration, Plugin, Rule } from 'postcss';

/** Logical properties that Chromium knew under another name long before their own, and still does. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  'margin-inline-start': '-webkit-margin-start',
  'margin-inline-end': '-webkit-margin-end',
  'padding-inline-start': '-webkit-padding-start',
  'padding-inline-end': '-webkit-padding-end',
};
/** Logical properties that it did not know at all: which edge they are where one reads from the left, and from the right. */
const EDGES: Readonly<Record<string, readonly [ltr: string, rtl: string]>> = {
  'inset-inline-start': ['left', 'right'],
  'inset-inline-end': ['right', 'left'],
};
/** Values for which an older one stands in; what comes last and is known wins. */
const STAND_INS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'overflow-wrap': { anywhere: 'break-word' },
  overflow: { clip: 'hidden' },
};
/** Set on the root element while keys move the focus, where the browser cannot tell by itself: see focus-by-keys.ts. */
const BY_KEYS = '[data-focus-by-keys]';
/** Begins with what only the root element has. */
const OF_ROOT = /^(:root|\[(lang|dir|data-theme)\b)/;
/** Their default instance is regular, so a browser without variable fonts can draw with it. That of Noto Sans SC is thin: there the system's font is better. */
const REGULAR_BY_DEFAULT = /noto-sans-arabic|noto-serif-tibetan/;

/**
 * Writes style sheets so that Chromium 61 understands them and newer ones see what they saw before: what lightningcss leaves alone, and what
 * it would lower by lists of languages where our direction is the document's.
 */
export function lowerCss(): Plugin {
  return {
    postcssPlugin: 'lower-css',
    Declaration(declaration) {
      const { prop, value } = declaration;
      declaration.prop = OLD_NAMES[prop] ?? prop;
      addBefore(declaration, STAND_INS[prop]?.[value]);
      const edges = EDGES[prop];
      if (edges !== undefined) splitByDirection(declaration, edges);
    },
    Rule: lowerFocus,
    AtRule: { 'font-face': addPlainFormat },
  };
}

function addBefore(declaration: Declaration, value: string | undefined): void {
  if (value === undefined) return;
  const previous = declaration.prev();
  if (previous?.type === 'decl' && previous.prop === declaration.prop && previous.value === value) return;
  declaration.cloneBefore({ value });
}

function splitByDirection(declaration: Declaration, [ltr, rtl]: readonly [string, string]): void {
  const rule = declaration.parent as Rule;
  const mirrored = rule.clone({ selectors: rule.selectors.map((selector) => within('[dir="rtl"]', selector)) });
  mirrored.removeAll();
  mirrored.append(declaration.clone({ prop: ltr, value: 'auto' }), declaration.clone({ prop: rtl }));
  rule.after(mirrored);
  declaration.replaceWith(declaration.clone({ prop: ltr }));
}

/** A rule with a selector that a browser does not know is dropped whole, so the two ways stand apart. */
function lowerFocus(rule: Rule): void {
  const { selectors } = rule;
  if (!rule.selector.includes(':focus-visible')) return;
  const lowered = selectors
    .filter((selector) => selector.includes(':focus-visible'))
    .map((selector) => within(BY_KEYS, selector.replaceAll(':focus-visible', ':focus')));
  const previous = rule.prev();
  if (previous?.type === 'rule' && previous.selectors.join() === lowered.join()) return;
  rule.cloneBefore({ selectors: lowered });
}

const within = (root: string, selector: string): string => `${root}${OF_ROOT.test(selector) ? '' : ' '}${selector}`;

function addPlainFormat(rule: AtRule): void {
  rule.walkDecls('src', (source) => {
    if (!REGULAR_BY_DEFAULT.test(source.value) || source.value.includes('format("woff2")')) return;
    source.value = source.value.replace(
      /(url\([^)]+\))\s*format\((['"])woff2-variations\2\)/,
      '$&, $1 format("woff2")',
    );
  });
}
