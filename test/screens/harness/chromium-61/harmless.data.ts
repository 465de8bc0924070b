/**
 * What style sheets may use although Chromium 61 does not know it: it looks a little better where it is known. The value is what must
 * stand before it — a declaration of the same rule, or in the selector of the rule before — and empty where nothing has to.
 */
export const HARMLESS: Readonly<Record<string, string>> = {
  'overflow-wrap: anywhere': 'overflow-wrap: break-word',
  ':focus-visible': '[data-focus-by-keys]',
  // Lines of even length, punctuation at the edge: lines break at the same places of phrases without.
  'text-wrap': '',
  'text-wrap: balance': '',
  'text-wrap: pretty': '',
  'text-spacing-trim': '',
  'text-spacing-trim: normal': '',
  'hanging-punctuation': '',
  'hanging-punctuation: allow-end': '',
  // Nothing scrolls, so nothing is pulled.
  'overscroll-behavior': '',
  'overscroll-behavior: none': '',
  // Nobody can ask for less motion there; 长辈版 has none by itself.
  '@media prefers-reduced-motion': '',
};

/** Regular expressions that Chromium 61 cannot make, in code that our screens never reach. */
export const UNCALLED_PATTERNS: Readonly<Record<string, string>> = {
  '/{.*}/s': 'i18next: options within a text that names another; ours name none',
};
