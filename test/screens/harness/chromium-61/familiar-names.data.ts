const OURS = 'device-app/screens/legacy/newer-builtins.ts brings it';
const ASKED = 'asked for before use';
const REACT = 'of React, for features that nobody here uses; asked for before use';
const I18NEXT = 'of i18next, for formats and plurals that no text here has';
const OTHER = 'a name of our own or of a library, not of the web';

/** Names in the scripts that something newer than Chromium 61 has too, and why that is well. */
export const FAMILIAR_NAMES: Readonly<Record<string, string>> = {
  at: OURS,
  flatMap: OURS,
  fromEntries: OURS,
  hasOwn: OURS,
  matchAll: OURS,
  queueMicrotask: OURS,
  toggleAttribute: OURS,
  Segmenter: ASKED,
  segment: ASKED,
  allSettled: REACT,
  controller: REACT,
  finally: REACT,
  getAnimations: REACT,
  loading: REACT,
  popover: REACT,
  Profiler: REACT,
  share: REACT,
  startViewTransition: REACT,
  ViewTransition: REACT,
  getTextInfo: I18NEXT,
  ListFormat: I18NEXT,
  Locale: I18NEXT,
  PluralRules: I18NEXT,
  RelativeTimeFormat: I18NEXT,
  select: I18NEXT,
  bytes: OTHER,
  content: OTHER,
  displayName: OTHER,
  language: OTHER,
  number: OTHER,
  role: OTHER,
  turn: OTHER,
};
