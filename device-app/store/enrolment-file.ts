import { join } from 'node:path';
import { fromBase64Url, toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type DeviceId, deviceIdSchema, shortIdSchema } from '@mingjing/shared/domain/ids.ts';
import { z } from 'zod';
import { type DeviceIdentity, type DeviceKey, type Enrolment, identityOf } from './device-identity.ts';
import { type PrivateFileProblem, readPrivateFile, writePrivateFile } from './private-file.ts';

/** A 32-byte key in base64url. */
export const qrKeySchema = z.string().transform((text, context) => {
  const bytes = fromBase64Url(text);
  if (bytes?.length === 32) return bytes;
  context.addIssue({ code: 'custom', message: 'must be 32 bytes in base64url' });
  return z.NEVER;
});

const enrolmentFileSchema = z.strictObject({
  version: z.literal(1),
  deviceId: deviceIdSchema,
  shortId: shortIdSchema,
  qrKey: qrKeySchema,
  windowName: z.string().max(200),
});

const pathIn = (dir: string) => join(dir, 'enrolment.json');

/**
 * The identity from key and `enrolment.json` in the data folder.
 * @returns null while the terminal is not enrolled
 */
export function loadIdentity(dir: string, key: DeviceKey): Result<DeviceIdentity | null, PrivateFileProblem> {
  const path = pathIn(dir);
  const text = readPrivateFile(path);
  if (!text.ok) return text;
  if (text.value === null) return ok(null);
  const file = parse(text.value);
  if (file === undefined) {
    return err({ kind: 'malformed', message: `${path} is damaged: move it away and enrol the terminal anew` });
  }
  if (file.deviceId !== key.deviceId) {
    const message = `${path} belongs to another terminal (${file.deviceId}): move it away and enrol this one`;
    return err({ kind: 'malformed', message });
  }
  return ok(identityOf(key, { shortId: file.shortId, qrKey: file.qrKey, windowName: file.windowName }));
}

/** Keeps what the gateway gave, readable by the owner only. */
export function saveEnrolment(dir: string, deviceId: DeviceId, given: Enrolment): Result<void, PrivateFileProblem> {
  const file = { version: 1, deviceId, ...given, qrKey: toBase64Url(given.qrKey) };
  return writePrivateFile(pathIn(dir), `${JSON.stringify(file)}\n`);
}

function parse(text: string): z.infer<typeof enrolmentFileSchema> | undefined {
  try {
    return enrolmentFileSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
