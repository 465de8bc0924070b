import type { LadderPlan } from './recovery-ladder.ts';
import type { RespawnPlan } from './respawn.ts';
import type { WatchPlan } from './white-screen.ts';

/** The runtime: back within a second, then slower while it keeps dying. */
export const RUNTIME_RESPAWN: RespawnPlan = {
  delaysMs: [250, 1_000, 2_000, 5_000, 15_000, 30_000],
  graceMs: 600_000,
  maxDeaths: 10,
};

/** The window or browser: a fresh one at once; three deaths in ten minutes mean that a fresh one does not help. */
export const SCREEN_RESPAWN: RespawnPlan = { delaysMs: [250, 1_000, 5_000], graceMs: 600_000, maxDeaths: 3 };

/** Three fresh shells an hour, then one reboot in six hours, then fresh shells for as long as it takes. */
export const RECOVERY_LADDER: LadderPlan = {
  relaunchWindowMs: 3_600_000,
  maxRelaunches: 3,
  rebootWindowMs: 21_600_000,
  maxReboots: 1,
};

/** Three missing heartbeats are a white screen. A cold start on a slow box may take half a minute to its first frame. */
export const SCREEN_WATCH: WatchPlan = { missing: 3, firstPaintMs: 30_000 };
