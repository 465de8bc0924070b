/** How long to wait between attempts. All times in milliseconds. */
export interface BackoffPlan {
  readonly firstMs: number;
  readonly maxMs: number;
  readonly factor: number;
  /** Share of the delay that is random, 0..1: spreads out a crowd that failed together. */
  readonly jitter: number;
}

/**
 * The delay before attempt `failures + 1`.
 * @param failures consecutive failures so far, ≥ 1
 * @param random a number in [0, 1)
 * @param retryAfterMs what the other side asked for; never undercut
 */
export function backoffDelay(plan: BackoffPlan, failures: number, random: number, retryAfterMs = 0): number {
  const steps = Math.min(Math.max(failures, 1) - 1, 32);
  const full = Math.min(plan.maxMs, plan.firstMs * plan.factor ** steps);
  const spread = full * plan.jitter;
  return Math.round(Math.max(retryAfterMs, full - spread + 2 * spread * random));
}
