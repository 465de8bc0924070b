import type { ScreenState } from './screen-state.ts';

/** What a screen shows beside its page where nothing is out of order, nothing is heard and no pad types. */
export const BARE_SCREEN = {
  sound: { quiet: false, privateEar: false, clips: {} },
  selfTest: null,
  badges: { offline: false, padMissing: false, fresh: false },
  padKeys: [],
} as const satisfies Partial<ScreenState>;
