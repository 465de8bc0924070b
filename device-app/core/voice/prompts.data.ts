import type { Page, PageKind } from '../screen/screen-state.ts';
import type { PromptClip } from './clips.data.ts';

/** How long after the invitation it is said once more, and only once (UX §4.5). */
export const AGAIN_AFTER_MS = 15_000;

/** What one page has to say. */
export interface PagePrompt {
  readonly say: readonly PromptClip[];
  /** Said once more after {@link AGAIN_AFTER_MS}. */
  readonly again?: readonly PromptClip[];
  /** Explained to who is guided by ear. */
  readonly guided?: readonly PromptClip[];
  /** Explained besides where only the citizen hears it, since only there the choices are read out (P5). */
  readonly privately?: readonly PromptClip[];
  /** Explained besides where the hall hears it. */
  readonly openly?: readonly PromptClip[];
  /** Silent but for who is guided: nobody may be there, or it is no business of the hall's. */
  readonly onlyGuided?: true;
}

/** Null: never says anything. */
type PromptTable = Readonly<Record<Exclude<PageKind, 'scan'>, PagePrompt | null>>;

/** The same for every level (P5): nothing here, and nothing that picks from here, knows of one. */
const PROMPTS: PromptTable = {
  idle: null,
  staff: null,
  service: null,
  invitation: {
    say: ['invite'],
    again: ['invite-again'],
    guided: ['guided-keys'],
    privately: ['guided-touch', 'guided-repeat'],
    openly: ['guided-plug-in'],
  },
  undo: { say: ['undo'], guided: ['again', 'done'] },
  reasons: { say: ['recorded', 'reasons'], guided: ['skip'] },
  thanks: { say: ['thanks'] },
  'already-rated': { say: ['already-rated'] },
  unrated: { say: ['unrated'], onlyGuided: true },
  'kiosk-start': {
    say: ['kiosk-start'],
    privately: ['guided-touch', 'guided-repeat'],
    openly: ['guided-plug-in'],
    onlyGuided: true,
  },
  'kiosk-scan': { say: ['kiosk-scan'] },
  'kiosk-number': { say: ['kiosk-number'] },
  'kiosk-choice': { say: ['kiosk-choice'] },
  fault: { say: ['fault'] },
};

/** What a page has to say; null for those that never speak. */
export function promptOf(page: Page): PagePrompt | null {
  if (page.kind === 'kiosk-number' && page.notice !== null) return { say: [`number-${page.notice}`] };
  if (page.kind !== 'scan') return PROMPTS[page.kind];
  if (page.notice === 'looking-up') return null;
  return { say: [page.notice === 'already-rated' ? 'already-rated' : `scan-${page.notice}`] };
}
