/** How a dying part is started again. All times in milliseconds of the monotonic clock. */
export interface RespawnPlan {
  /** Delay before the first, second … restart; the last one repeats. */
  readonly delaysMs: readonly [number, ...number[]];
  /** A death older than this is forgiven. */
  readonly graceMs: number;
  /** With this many deaths within the grace window, restarting has not helped. */
  readonly maxDeaths: number;
}

/** Times of the deaths not yet forgiven, oldest first; never longer than `maxDeaths`. */
export type RespawnState = readonly number[];

export type RespawnVerdict = { readonly kind: 'restart'; readonly delayMs: number } | { readonly kind: 'give-up' };

/** What to do about a death at time `now`, and what to remember of it. */
export function afterDeath(
  plan: RespawnPlan,
  state: RespawnState,
  now: number,
): { readonly state: RespawnState; readonly verdict: RespawnVerdict } {
  const deaths = [...state.filter((at) => now - at < plan.graceMs), now].slice(-plan.maxDeaths);
  if (deaths.length >= plan.maxDeaths) return { state: deaths, verdict: { kind: 'give-up' } };
  const delayMs = plan.delaysMs[deaths.length - 1] ?? plan.delaysMs.at(-1) ?? plan.delaysMs[0];
  return { state: deaths, verdict: { kind: 'restart', delayMs } };
}
