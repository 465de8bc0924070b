import { RECOVERY_LADDER, RUNTIME_RESPAWN, SCREEN_RESPAWN, SCREEN_WATCH } from '../core/supervision/plans.data.ts';
import type { ElectronShellPlans } from './shell.ts';

export const ELECTRON_PLANS: ElectronShellPlans = {
  runtime: RUNTIME_RESPAWN,
  screen: SCREEN_RESPAWN,
  ladder: RECOVERY_LADDER,
  watch: SCREEN_WATCH,
  readyWithinMs: 30_000,
  stopWithinMs: 5_000,
  hungAfterMs: 5_000,
};

/** So many deaths of the graphics process in one run, and the next start draws without it. */
export const GPU_DEATHS_MAX = 2;

/** Switches of Chromium that a public touch screen wants off, set before the app is ready. */
export const CHROMIUM_SWITCHES: readonly (readonly [string, string?])[] = [
  ['disable-pinch'],
  ['overscroll-history-navigation', '0'],
  // Speaks before anybody has touched it; and, to who is guided by ear, with the voices of the system.
  ['autoplay-policy', 'no-user-gesture-required'],
  ['enable-speech-dispatcher'],
  ['disable-features', 'Translate,TouchpadOverscrollHistoryNavigation'],
];
