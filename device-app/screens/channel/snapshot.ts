import type { Language, PageKind, ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';

const KINDS: Record<PageKind, true> = {
  idle: true,
  invitation: true,
  undo: true,
  reasons: true,
  thanks: true,
  'already-rated': true,
  unrated: true,
  scan: true,
  service: true,
  'kiosk-start': true,
  'kiosk-scan': true,
  'kiosk-number': true,
  'kiosk-choice': true,
  staff: true,
  fault: true,
};

const LANGUAGES: Record<Language, true> = { 'zh-CN': true, en: true, ug: true, bo: true };

/** Reads a snapshot, or null if the text is none. The runtime has checked it by schema; this only keeps a stray message off the glass. */
export function readSnapshot(text: unknown): ScreenState | null {
  if (typeof text !== 'string') return null;
  try {
    const state = JSON.parse(text) as Partial<ScreenState> | null;
    const known =
      typeof state?.revision === 'number' &&
      typeof state.ppi === 'number' &&
      state.ppi > 0 &&
      typeof state.language === 'string' &&
      Object.hasOwn(LANGUAGES, state.language) &&
      typeof state.display === 'object' &&
      typeof state.badges === 'object' &&
      state.page !== undefined &&
      Object.hasOwn(KINDS, state.page.kind);
    return known ? (state as ScreenState) : null;
  } catch {
    return null;
  }
}

/** Reads `{"resume": "…"}`, the token of the next connection, or null if the text is none. */
export function readResume(text: unknown): string | null {
  if (typeof text !== 'string' || !text.startsWith('{"resume"')) return null;
  try {
    const { resume } = JSON.parse(text) as { resume?: unknown };
    return typeof resume === 'string' ? resume : null;
  } catch {
    return null;
  }
}
