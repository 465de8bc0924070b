import { z } from 'zod';
import type { Branded } from '../basics/brand.ts';

const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'must be a UUIDv7');

export type DeviceId = Branded<string, 'DeviceId'>;
export type Epoch = Branded<string, 'Epoch'>;
export type SessionId = Branded<string, 'SessionId'>;
export type RatingId = Branded<string, 'RatingId'>;
export type ShortId = Branded<string, 'ShortId'>;
export type QrHandle = Branded<string, 'QrHandle'>;

/** A terminal's identity; survives reinstallation of the program, not of the key. */
export const deviceIdSchema = uuid.transform((id) => id as DeviceId);
/** One life of a terminal's log; a recreated database begins a new one and says why. */
export const epochSchema = uuid.transform((id) => id as Epoch);
/** One service session 服务 ("一次"). */
export const sessionIdSchema = uuid.transform((id) => id as SessionId);
/** One rating 评价, whichever record carries it. */
export const ratingIdSchema = uuid.transform((id) => id as RatingId);
/** Six characters that stand for a terminal in a QR code (Crockford base 32, no I L O U). */
export const shortIdSchema = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{6}$/, 'must be six characters of Crockford base 32')
  .transform((id) => id as ShortId);
/** 16 random bytes, base64url, that stand for a session in a QR code: says nothing about it. */
export const qrHandleSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{21}[AQgw]$/, 'must be 16 bytes in base64url')
  .transform((handle) => handle as QrHandle);
