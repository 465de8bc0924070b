/** Remembers the nonces of accepted upgrades for as long as their time stamps would still be taken. */
export interface NonceMemory {
  has(nonce: string, now: number): boolean;
  /** False when the memory is full: forgetting one early would let it be used again. */
  add(nonce: string, now: number): boolean;
}

export function createNonceMemory(keepMs: number, maxNonces: number): NonceMemory {
  /** In order of arrival, hence of expiry. */
  const expiries = new Map<string, number>();
  function expire(now: number): void {
    for (const [nonce, expiry] of expiries) {
      if (expiry > now) return;
      expiries.delete(nonce);
    }
  }
  return {
    has(nonce, now) {
      expire(now);
      return expiries.has(nonce);
    },
    add(nonce, now) {
      expire(now);
      if (expiries.size >= maxNonces) return false;
      expiries.set(nonce, now + keepMs);
      return true;
    },
  };
}
