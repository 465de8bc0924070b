import { createHmac, timingSafeEqual } from 'node:crypto';
import { fromBase64Url, toBase64Url } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { type QrHandle, qrHandleSchema, type ShortId, shortIdSchema } from '../domain/ids.ts';
import { QR_KINDS, type QrKind } from './kinds.data.ts';

/** A new code every 30 s (RFC 6238 practice). */
export const QR_STEP_MS = 30_000;
/** A code from a clock this far ahead is still taken. */
export const QR_CLOCK_LEAD_MS = 60_000;

const MAC_BYTES = 12;
const TOKEN = /^([0-9A-HJKMNP-TV-Z]{6})([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{6})([A-Za-z0-9_-]{16})$/;

/** What a token says once its form is right; its authenticity and its kind are other questions. */
export interface QrToken {
  readonly shortId: ShortId;
  readonly handle: QrHandle;
  /** Number of the 30-second step since the epoch. */
  readonly step: number;
  readonly mac: string;
}

function macOf(kind: QrKind, shortId: ShortId, handle: QrHandle, step: string, key: Uint8Array): Uint8Array {
  return createHmac('sha256', key)
    .update(`${QR_KINDS[kind].macText}\n${shortId}\n${handle}\n${step}`)
    .digest()
    .subarray(0, MAC_BYTES);
}

function encodeStep(step: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(step);
  return toBase64Url(bytes);
}

function mint(kind: QrKind, shortId: ShortId, handle: QrHandle, nowMs: number, key: Uint8Array): string {
  const step = encodeStep(Math.floor(nowMs / QR_STEP_MS));
  return `${shortId}${handle}${step}${toBase64Url(macOf(kind, shortId, handle, step, key))}`;
}

/**
 * Mints the token of a session's dynamic QR code: 50 characters, so that an address fits a version-5 code.
 * @param nowMs the terminal's best idea of gateway time
 * @param key the terminal's 32-byte QR key
 */
export function mintQrToken(shortId: ShortId, handle: QrHandle, nowMs: number, key: Uint8Array): string {
  return mint('screen', shortId, handle, nowMs, key);
}

/**
 * Mints the token that is printed on a session's receipt: the same 50 characters, good for a day instead of 90 s. The terminal mints it
 * itself, so that a receipt can be printed without a network.
 * @param nowMs the terminal's best idea of gateway time
 * @param key the terminal's 32-byte QR key
 */
export function mintReceiptToken(shortId: ShortId, handle: QrHandle, nowMs: number, key: Uint8Array): string {
  return mint('receipt', shortId, handle, nowMs, key);
}

/** Takes a token apart without trusting it, so that the caller can look up whose key to check it with. */
export function parseQrToken(token: string): Result<QrToken, 'malformed'> {
  const match = TOKEN.exec(token);
  const shortId = shortIdSchema.safeParse(match?.[1]);
  const handle = qrHandleSchema.safeParse(match?.[2]);
  const stepBytes = fromBase64Url(match?.[3] ?? '');
  const mac = match?.[4];
  if (!shortId.success || !handle.success || stepBytes?.length !== 4 || mac === undefined) return err('malformed');
  const step = Buffer.from(stepBytes).readUInt32BE();
  return ok({ shortId: shortId.data, handle: handle.data, step, mac });
}

/** Of which kind a parsed token is, if it was minted with this key; undefined otherwise. Constant time: every kind is always tried. */
export function authenticKind(token: QrToken, key: Uint8Array): QrKind | undefined {
  const given = fromBase64Url(token.mac);
  let found: QrKind | undefined;
  for (const kind of Object.keys(QR_KINDS) as QrKind[]) {
    const expected = macOf(kind, token.shortId, token.handle, encodeStep(token.step), key);
    if (given?.length === expected.length && timingSafeEqual(given, expected)) found = kind;
  }
  return found;
}

/** Whether a token of this kind may be used now. A page once opened lives on its own (30 min), whatever the code does. */
export function scanState(kind: QrKind, token: QrToken, nowMs: number): 'fresh' | 'expired' | 'from-the-future' {
  const age = nowMs - token.step * QR_STEP_MS;
  if (age > QR_KINDS[kind].scanWindowMs) return 'expired';
  return age < -QR_CLOCK_LEAD_MS ? 'from-the-future' : 'fresh';
}
