import { createHash } from 'node:crypto';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';

/** Tokens that open one connection each: a token read off a command line later is worth nothing. */
export interface OneTimeTokens {
  issue(): string;
  /** True exactly once for each issued token. */
  redeem(token: string): boolean;
}

/** At most `max` unredeemed tokens are kept; the oldest lapses first. */
export function createOneTimeTokens(randomBytes: RandomBytes, max = 16): OneTimeTokens {
  // Keyed by digest, so that looking one up takes no time that depends on how much of it was right.
  const open = new Set<string>();
  const digest = (token: string) => createHash('sha256').update(token).digest('base64');
  return {
    issue() {
      const token = Buffer.from(randomBytes(32)).toString('base64url');
      open.add(digest(token));
      for (const oldest of open) {
        if (open.size <= max) break;
        open.delete(oldest);
      }
      return token;
    },
    redeem: (token) => open.delete(digest(token)),
  };
}
