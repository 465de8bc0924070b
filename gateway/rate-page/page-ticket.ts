import { createHmac, timingSafeEqual } from 'node:crypto';
import { fromBase64Url, toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { uuidV7 } from '@mingjing/shared/basics/uuid.ts';
import { type RatingId, ratingIdSchema } from '@mingjing/shared/domain/ids.ts';
import type { QrToken } from '@mingjing/shared/qr/token.ts';
import { TICKETS, type TicketKind } from './page-window.data.ts';

const ID_BYTES = 16;
const TIME_BYTES = 6;
const MAC_BYTES = 16;

/**
 * Proof that a page was opened in time, or that it was sent, carried by the page itself so that the gateway keeps nothing. Its rating id
 * makes every sending of one page the same rating.
 */
export interface PageTicket {
  readonly kind: TicketKind;
  readonly ratingId: RatingId;
  readonly openedAt: number;
}

type Place = Pick<QrToken, 'shortId' | 'handle'>;

/** Writes the ticket of a page opened now: 51 characters that are of use for this terminal and session only. */
export function mintPageTicket(place: Place, nowMs: number, key: Uint8Array, randomBytes: RandomBytes): string {
  return mint('page', ratingIdSchema.parse(uuidV7(nowMs, randomBytes)), place, nowMs, key);
}

/** Writes the ticket of a page that was sent now, under the rating id that it was sent with. */
export function mintAfterTicket(ratingId: RatingId, place: Place, nowMs: number, key: Uint8Array): string {
  return mint('after', ratingId, place, nowMs, key);
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
  const mac = bytes.subarray(ID_BYTES + TIME_BYTES);
  const kind = (['page', 'after'] as const).find((one) => timingSafeEqual(mac, macOf(one, place, payload, key)));
  if (kind === undefined) return err('forged');
  const openedAt = payload.readUIntBE(ID_BYTES, TIME_BYTES);
  if (nowMs - openedAt > TICKETS[kind].windowMs) return err('expired');
  return ok({ kind, ratingId: idOf(payload.subarray(0, ID_BYTES)), openedAt });
}

/**
 * The id of the 追评 that follows a page: always the same, so that sending it again is no second one. It keeps the time of the page's id,
 * and takes its random part from the key.
 */
export function followUpIdOf(ratingId: RatingId, key: Uint8Array): RatingId {
  const bytes = createHmac('sha256', key).update(`mingjing-follow-up-v1\n${ratingId}`).digest().subarray(0, ID_BYTES);
  bytes.write(ratingId.replaceAll('-', '').slice(0, 12), 'hex');
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return idOf(bytes);
}

function mint(kind: TicketKind, ratingId: RatingId, place: Place, nowMs: number, key: Uint8Array): string {
  const payload = Buffer.alloc(ID_BYTES + TIME_BYTES);
  payload.write(ratingId.replaceAll('-', ''), 'hex');
  payload.writeUIntBE(nowMs, ID_BYTES, TIME_BYTES);
  return toBase64Url(Buffer.concat([payload, macOf(kind, place, payload, key)]));
}

function idOf(bytes: Buffer): RatingId {
  return ratingIdSchema.parse(bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
}

function macOf(kind: TicketKind, { shortId, handle }: Place, payload: Uint8Array, key: Uint8Array): Uint8Array {
  const mac = createHmac('sha256', key).update(`${TICKETS[kind].macText}\n${shortId}\n${handle}\n`).update(payload);
  return mac.digest().subarray(0, MAC_BYTES);
}
