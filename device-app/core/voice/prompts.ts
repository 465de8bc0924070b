import type { Page, ScreenState } from '../screen/screen-state.ts';
import type { PromptClip } from './clips.data.ts';
import type { ClipId } from './clips.ts';
import { AGAIN_AFTER_MS, promptOf } from './prompts.data.ts';

/** What of a screen decides what is said. */
export type Heard = Pick<ScreenState, 'page' | 'display' | 'sound' | 'language'>;

/** What is to be said and captioned, one after the other, instead of whatever was being said. */
export interface Prompt {
  readonly say: readonly PromptClip[];
  /** Said once more where nobody touched anything for this long after the prompt became due, ms. */
  readonly again: { readonly afterMs: number; readonly say: readonly PromptClip[] } | null;
}

const SILENCE: Prompt = { say: [], again: null };

/**
 * What has become due with a new screen. Nothing in it depends on a level (P5).
 * @param before null where nothing was shown before
 * @returns null where whatever is being said may go on
 */
export function nextPrompt(before: Heard | null, now: Heard): Prompt | null {
  if (before === null || topicOf(before.page) !== topicOf(now.page)) return arrival(before?.page ?? null, now);
  if (before.language !== now.language) return pagePrompt(now);
  const changed = guidanceChange(before, now);
  if (changed !== null) return changed;
  if (noticeOf(now.page) !== null && noticeOf(before.page) !== noticeOf(now.page)) return pagePrompt(now);
  return !isWarning(before.page) && isWarning(now.page) && speaks(now) ? { say: ['more-time'], again: null } : null;
}

/** All that the page on the screen has to say: also for who asks to hear it again. */
export function pagePrompt(now: Heard): Prompt {
  const prompt = promptOf(now.page);
  if (prompt === null || !speaks(now)) return SILENCE;
  const guided = guidance(now);
  const warned: readonly PromptClip[] = isWarning(now.page) ? ['more-time'] : [];
  return {
    say: [...prompt.say, ...guided, ...warned],
    again: prompt.again === undefined ? null : { afterMs: AGAIN_AFTER_MS, say: [...prompt.again, ...guided] },
  };
}

/** Whether the item in focus and the choice may be spoken: only to who is guided, and only where nobody else hears it (P5). */
export function mayHearChoices({ display, sound }: Pick<Heard, 'display' | 'sound'>): boolean {
  return display.guided && sound.privateEar;
}

/** Whether anything sounds at all now. What does not is still captioned. */
export function isAudible({ display, sound }: Pick<Heard, 'display' | 'sound'>): boolean {
  return display.volume > 0 && (!sound.quiet || sound.privateEar);
}

/**
 * Where a clip lies, relative to the screens. In Mandarin where the language has none (UX §3.6).
 * @returns null where it is a caption only
 */
export function clipAddress(clip: ClipId, { language, sound }: Pick<Heard, 'language' | 'sound'>): string | null {
  for (const spoken of [language, 'zh-CN'] as const) {
    const file = sound.clips[spoken]?.[clip];
    if (file !== undefined) return `voice/${spoken}/${file}`;
  }
  return null;
}

/** What is said where another page comes. */
function arrival(from: Page | null, now: Heard): Prompt {
  const { page } = now;
  // Nobody is told of a fault who did not come to rate.
  if (page.kind === 'fault' && (from === null || promptOf(from) === null || from.kind === 'kiosk-start'))
    return SILENCE;
  if (page.kind === 'invitation' && from?.kind === 'undo' && from.sessionId === page.sessionId) {
    return { say: ['choose-again', ...guidance(now)], again: null };
  }
  const { say, again } = pagePrompt(now);
  return page.kind === 'thanks' && from?.kind === 'undo' ? { say: ['recorded', ...say], again } : { say, again };
}

/** Where the guide is switched on or off, or comes to be heard by one or by all. */
function guidanceChange(before: Heard, now: Heard): Prompt | null {
  const isMoved = before.display.guided !== now.display.guided;
  const isOverheard = now.display.guided && before.sound.privateEar !== now.sound.privateEar;
  if (!isMoved && !isOverheard) return null;
  if (!now.display.guided || (!isMoved && !now.sound.privateEar)) return SILENCE;
  const { say, again } = pagePrompt(now);
  return { say: ['guided-start', ...say], again };
}

function guidance({ page, display, sound }: Heard): readonly PromptClip[] {
  const prompt = display.guided ? promptOf(page) : null;
  return [...(prompt?.guided ?? []), ...((sound.privateEar ? prompt?.privately : prompt?.openly) ?? [])];
}

function speaks({ page, display }: Heard): boolean {
  const prompt = promptOf(page);
  return prompt !== null && (display.guided || prompt.onlyGuided !== true);
}

function isWarning(page: Page): boolean {
  return 'warning' in page && page.warning !== null;
}

/** Why 确定 did nothing with a number. */
function noticeOf(page: Page): string | null {
  return page.kind === 'kiosk-number' ? page.notice : null;
}

/** What a page is about. While this stays, nothing new is said. */
function topicOf(page: Page): string {
  const about = 'sessionId' in page ? page.sessionId : page.kind === 'scan' ? page.notice : '';
  return [page.kind, about, page.kind === 'kiosk-choice' ? page.step : ''].join(' ');
}
