import type { HeldSession } from '@mingjing/device-app/core/session/session-state.ts';
import type { RatingId } from '@mingjing/shared/domain/ids.ts';
import { sessionViewSchema } from '@mingjing/shared/domain/service-session.ts';

/** A well-formed UUIDv7 that says its number: easy to read in a failing test. */
export function uuidOf(kind: number, n: number): string {
  return `0190000${kind.toString(16)}-${n.toString(16).padStart(4, '0')}-7000-8000-000000000000`;
}

/** Session number `n`, as a business system would have opened it. */
export function heldSession(n: number): HeldSession {
  return {
    view: sessionViewSchema.parse({
      sessionId: uuidOf(1, n),
      qrHandle: Buffer.alloc(16, n % 256).toString('base64url'),
      openedBy: 'gateway',
      openedAt: 1_760_000_000_000 + n,
      matterName: '内资公司设立登记',
      staffName: '王芳',
      staffNumber: 'A0312',
      serialNumber: `2026${String(n).padStart(6, '0')}`,
    }),
  };
}

/** Rating id number `n`. */
export function ratingId(n: number): RatingId {
  return uuidOf(2, n) as RatingId;
}
