import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { Page, ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';

export interface PresenceParts {
  /** What is shown; null before the first snapshot and while the runtime is away. */
  readonly state: () => ScreenState | null;
  readonly now: () => number;
  readonly send: (intent: Intent) => void;
}

/** Where what somebody chose stands only as long as they are there. Sessions have times of their own. */
const ASKED: ReadonlySet<Page['kind']> = new Set([
  ...(['idle', 'kiosk-start', 'kiosk-scan', 'kiosk-number', 'kiosk-choice'] as const),
]);
/** Often enough for the shortest wait, ms. */
const EVERY_MS = 5000;

/** Tells that somebody is there, whatever they touch: a board is read without choosing anything (WCAG 2.2.1). */
export function watchPresence(target: Window, { state, now, send }: PresenceParts): void {
  let last = Number.NEGATIVE_INFINITY;
  const onAct = () => {
    const shown = state();
    if (shown === null || shown.selfTest !== null || !ASKED.has(shown.page.kind) || now() - last < EVERY_MS) return;
    last = now();
    send({ kind: 'present' });
  };
  for (const kind of ['pointerdown', 'keydown'] as const) target.addEventListener(kind, onAct, true);
}
