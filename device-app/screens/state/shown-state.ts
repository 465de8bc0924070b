import { BARE_SCREEN } from '@mingjing/device-app/core/screen/bare-screen.ts';
import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { Display, Language, Page, ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import type { View } from './screen-store.ts';

/** Until the runtime has told the panel's ppi: the 10.1 inch one. */
const BEFORE_THE_FIRST: Omit<ScreenState, 'page'> = {
  revision: 0,
  language: 'zh-CN',
  display: STANDARD_DISPLAY,
  role: 'window',
  ppi: 149,
  ...BARE_SCREEN,
  padKeys: [],
};
/** How a person wants to be shown things, as far as they said so. */
export interface LocalChoice {
  readonly language?: Language;
  readonly display?: Partial<Display>;
}
export const NO_CHOICE: LocalChoice = {};

const RUNTIME_LOST: Page = { kind: 'fault', code: 'runtime-lost' };

/**
 * The state to render: the runtime's own, or, when it is lost, the fault page of our own making in the language and display
 * chosen since, for nobody else is there to keep them. Null while the first snapshot is still awaited.
 */
export function shownState(view: View, local: LocalChoice): ScreenState | null {
  if (!view.lost) return view.state;
  const last = view.state ?? BEFORE_THE_FIRST;
  return {
    ...last,
    language: local.language ?? last.language,
    display: { ...last.display, ...local.display },
    ...BARE_SCREEN,
    padKeys: [],
    page: RUNTIME_LOST,
  };
}

/** Both choices together; the later one counts. */
export function merged(earlier: LocalChoice, later: LocalChoice): LocalChoice {
  return { ...earlier, ...later, display: { ...earlier.display, ...later.display } };
}

/** What the runtime is told of a choice. */
export function intentsOf({ language, display }: LocalChoice): readonly Intent[] {
  return [
    ...(language === undefined ? [] : [{ kind: 'set-language' as const, language }]),
    ...(display === undefined ? [] : [{ kind: 'set-display' as const, display }]),
  ];
}

/** Names what a person takes for one page: a new name means a new page, with its guard against taps meant for the old one. */
export function pageKey(page: Page): string {
  if ('sessionId' in page) return `${page.kind}/${page.sessionId}`;
  if (page.kind === 'kiosk-choice') return `${page.kind}/${page.step}`;
  if (page.kind === 'service') return `${page.kind}/${page.view.step}`;
  return page.kind === 'scan' ? `scan/${page.notice}` : page.kind;
}
