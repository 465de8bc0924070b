import { createHmac } from 'node:crypto';
import type { StoredSession } from '../../../store/gateway-store.ts';

/** Staff learn that a service was rated at a moment that says nothing about when it was (UX §4.6). */
export const REVEAL_MAX_MS = 30_000;

/** The delay of one session, 0 to 30 s: the same at every question, and unpredictable without the key. */
export function revealDelayMs(sessionId: string, key: Uint8Array): number {
  const digest = createHmac('sha256', key).update(`mingjing-reveal-v1\n${sessionId}`).digest();
  return digest.readUInt32BE() % (REVEAL_MAX_MS + 1);
}

/**
 * What a business system may know now. Until the delay is over a rated session looks open, also when the terminal has closed it: a session
 * that closes early can only have been rated.
 */
export function visibleState(session: StoredSession, nowMs: number, key: Uint8Array): 'open' | 'rated' | 'closed' {
  if (!session.rated) return session.closed ? 'closed' : 'open';
  const revealAt = (session.ratedAt ?? 0) + revealDelayMs(session.sessionId, key);
  return nowMs >= revealAt ? 'rated' : 'open';
}
