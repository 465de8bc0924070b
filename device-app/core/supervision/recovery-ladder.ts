import { z } from 'zod';

/** The rungs above restarting a part. Times in milliseconds of the wall clock, because they must outlive a reboot. */
export interface LadderPlan {
  readonly relaunchWindowMs: number;
  /** This many fresh shells within the window have not helped. */
  readonly maxRelaunches: number;
  readonly rebootWindowMs: number;
  /** This many reboots within the window have not helped either: no reboot loop in front of citizens. */
  readonly maxReboots: number;
}

const times = z.array(z.number()).max(100);
/** What has been tried; kept in a file between starts. */
export const ladderHistorySchema = z.strictObject({ relaunches: times, reboots: times });
export type LadderHistory = z.infer<typeof ladderHistorySchema>;

export const FRESH_LADDER: LadderHistory = { relaunches: [], reboots: [] };

export type Rung = 'relaunch' | 'reboot';

/** The next rung when a part keeps dying at wall time `now`, and what to remember of it. */
export function climb(
  plan: LadderPlan,
  history: LadderHistory,
  now: number,
): { readonly rung: Rung; readonly history: LadderHistory } {
  // The clock may have been set back: what lies in the future counts as recent, up to one window.
  const recent = (list: readonly number[], windowMs: number) => list.filter((at) => Math.abs(now - at) < windowMs);
  const relaunches = recent(history.relaunches, plan.relaunchWindowMs);
  const reboots = recent(history.reboots, plan.rebootWindowMs);
  if (relaunches.length >= plan.maxRelaunches && reboots.length < plan.maxReboots) {
    return { rung: 'reboot', history: { relaunches: [], reboots: [...reboots, now] } };
  }
  const kept = [...relaunches, now].slice(-plan.maxRelaunches);
  return { rung: 'relaunch', history: { relaunches: kept, reboots } };
}
