import type { Language } from '@mingjing/shared/domain/display.ts';

/** Panels on which every page is held against itself in larger type: one of each shape, and those that are nearly too small for theirs. */
export const TYPE_PANELS = ['7in', '10in', '21in-portrait'] as const;

/** Pages by which every kind of words is seen; the rest say the same in other states. */
export const TYPE_PAGES: Readonly<Record<Extract<Language, 'zh-CN' | 'en'>, readonly string[]>> = {
  'zh-CN': [
    'idle',
    'idle-board',
    'idle-nobody',
    'invitation',
    'invitation-warning',
    'kiosk-invitation',
    'undo',
    'thanks',
    'reasons',
    'kiosk-start',
    'kiosk-number',
    'kiosk-halls',
    'kiosk-scan',
    'sheet-display',
  ],
  en: ['idle', 'invitation', 'reasons', 'kiosk-start', 'sheet-display'],
};

/** A step in which sizes are looked for, in u: as much as 20 mm buttons in the corner may cost a title. */
export const SEARCH_STEP_U = 0.25;
/** Words so large need not grow, so that the rest of a page has room: as large as text of 6.5 mm is in larger type. UX §3.2. */
export const BIG_WORDS_MM = 9.75;

/** The em of the levels' labels in Chinese, mm. UX §3.2: 8, 10, 12. */
export const LABELS_MM: Readonly<Record<(typeof TYPE_PANELS)[number], Readonly<Record<'usual' | 'elder' | 'large', number>>>> = {
  // Three characters of 不满意 across a tile of 25 mm, all that five in a row with 6 mm gaps have on 150 mm: 8 mm each.
  '7in': { usual: 8, elder: 8, large: 8 },
  '10in': { usual: 8, elder: 10, large: 12 },
  // Tiles of 36 mm, of which the gaps take what 12 mm would need.
  '21in-portrait': { usual: 8, elder: 10, large: 10 },
};

/** Words that do become smaller, and why. */
export const CROWDED: Readonly<Record<string, string>> = {
  // Six buttons in a row, for more reasons are on a second page then: it has 4.5 mm still.
  '10in en reasons': 'action-word “Handwrite”',
};
