/** A token bucket per address, of which there are never more than `maxAddresses`. */
export interface RateLimiter {
  /** Takes one token. False when there is none left. */
  take(address: string, now: number): boolean;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** @param burst tokens of a full bucket  @param perSecond how fast it fills */
export function createRateLimiter(burst: number, perSecond: number, maxAddresses = 50_000): RateLimiter {
  const buckets = new Map<string, Bucket>();
  return {
    take(address, now) {
      const found = buckets.get(address);
      const elapsed = found === undefined ? 0 : Math.max(0, now - found.at);
      const tokens = found === undefined ? burst : Math.min(burst, found.tokens + (elapsed / 1000) * perSecond);
      const bucket = { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now };
      // Re-inserting keeps the map in order of use, so that the first is the one idle for longest.
      buckets.delete(address);
      buckets.set(address, bucket);
      if (buckets.size > maxAddresses) buckets.delete(buckets.keys().next().value as string);
      return tokens >= 1;
    },
  };
}
