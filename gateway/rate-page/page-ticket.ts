import { createHmac, timingSafeEqual } from 'node:crypto';
import { fromBase64Url, toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { uuidV7 } from '@mingjing/shared/basics/uuid.ts';
import { type RatingId, ratingIdSchema } from '@mingjing/shared/domain/ids.ts';
import type { QrToken } from '@mingjing/shared/qr/token.ts';

/** A page once opened may be sent for this long, however often the code has changed since (UX §5.1). */
export const PAGE_WINDOW_MS = 30 * 60_000;

const ID_BYTES = 16;
const TIME_BYTES = 6;
const MAC_BYTES = 16;

/**
 * Proof that a page was opened in time, carried by the page itself so that the gateway keeps nothing. Its rating id makes every
 * sending of one page the same rating.
 */
export interface PageTicket {
  readonly ratingId: RatingId;
  readonly openedAt: number;
}

type Place = Pick<QrToken, 'shortId' | 'handle'>;

/** Writes the ticket of a page opened now: 51 characters that are of use for this terminal and session only. */
export function mintPageTicket(place: Place, nowMs: number, key: Uint8Array, randomBytes: RandomBytes): string {
  const payload = Buffer.alloc(ID_BYTES + TIME_BYTES);
  payload.write(uuidV7(nowMs, randomBytes).replaceAll('-', ''), 'hex');
  payload.writeUIntBE(nowMs, ID_BYTES, TIME_BYTES);
  return toBase64Url(Buffer.concat([payload, macOf(place, payload, key)]));
}

/** Reads a ticket back. `forged` also for one of another session. */
export function readPageTicket(
  text: string,
  place: Place,
  nowMs: number,
  key: Uint8Array,
): Result<PageTicket, 'forged' | 'expired'> {
  const bytes = fromBase64Url(text);
  if (bytes?.length !== ID_BYTES + TIME_BYTES + MAC_BYTES) return err('forged');
  const payload = Buffer.from(bytes.subarray(0, ID_BYTES + TIME_BYTES));
  if (!timingSafeEqual(bytes.subarray(ID_BYTES + TIME_BYTES), macOf(place, payload, key))) return err('forged');
  const openedAt = payload.readUIntBE(ID_BYTES, TIME_BYTES);
  if (nowMs - openedAt > PAGE_WINDOW_MS) return err('expired');
  const hex = payload.toString('hex', 0, ID_BYTES);
  return ok({ ratingId: ratingIdSchema.parse(hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')), openedAt });
}

function macOf(place: Place, payload: Uint8Array, key: Uint8Array): Uint8Array {
  const mac = createHmac('sha256', key).update(`mingjing-page-v1\n${place.shortId}\n${place.handle}\n`).update(payload);
  return mac.digest().subarray(0, MAC_BYTES);
}
