import { v7 } from 'uuid';
import type { RandomBytes } from './randomness.ts';

/**
 * Mints a UUIDv7 (RFC 9562 §5.7): sortable by creation time, which keeps B-tree inserts local.
 * @param nowMs milliseconds since the epoch
 */
export function uuidV7(nowMs: number, randomBytes: RandomBytes): string {
  return v7({ msecs: Math.max(0, Math.trunc(nowMs)), random: randomBytes(16) });
}
