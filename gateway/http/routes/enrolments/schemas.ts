import { deviceIdSchema } from '@mingjing/shared/domain/ids.ts';
import { z } from 'zod';

const base64Url = (bytes: number) => {
  const length = Math.ceil((bytes * 8) / 6);
  return z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${length}}$`), `must be ${bytes} bytes in base64url`);
};

export const enrolmentBody = z.strictObject({
  code: z.string().min(1).max(64).describe('Enrolment code'),
  deviceId: deviceIdSchema.describe('UUIDv7 that the terminal made for itself'),
  publicKey: base64Url(32).describe('Ed25519 public key, raw'),
  proof: base64Url(64).describe('Ed25519 over "mingjing-enrol-v1\\n<deviceId>\\n<code>"'),
  appVersion: z.string().min(1).max(40),
});

export const enrolled = z.object({
  shortId: z.string(),
  qrKey: z.string().describe('32 bytes, base64url: mints the codes on the screen'),
  windowName: z.string(),
});
