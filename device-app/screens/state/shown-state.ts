import type { Language, Page, ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { View } from './screen-store.ts';

/** Until the runtime has told the panel's ppi: the 10.1 inch one. */
const BEFORE_THE_FIRST: Omit<ScreenState, 'page'> = {
  revision: 0,
  language: 'zh-CN',
  display: { theme: 'light', elder: false, large: false, low: false, guided: false },
  ppi: 149,
  badges: { offline: false, padMissing: false },
  padKeys: [],
};
const RUNTIME_LOST: Page = { kind: 'fault', code: 'runtime-lost' };

/**
 * The state to render: the runtime's own, or, when it is lost, the fault page of our own making in `localLanguage`, since
 * nobody is there to switch the language. Null while the first snapshot is still awaited.
 */
export function shownState(view: View, localLanguage: Language | null): ScreenState | null {
  if (!view.lost) return view.state;
  const last = view.state ?? BEFORE_THE_FIRST;
  return {
    ...last,
    language: localLanguage ?? last.language,
    badges: { offline: false, padMissing: false },
    padKeys: [],
    page: RUNTIME_LOST,
  };
}

/** Names what a person takes for one page: a new name means a new page, with its guard against taps meant for the old one. */
export function pageKey(page: Page): string {
  if ('sessionId' in page) return `${page.kind}/${page.sessionId}`;
  return page.kind === 'scan' ? `scan/${page.notice}` : page.kind;
}
