import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';
import { fromBase64Url, toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { uuidV7 } from '@mingjing/shared/basics/uuid.ts';
import { type DeviceId, deviceIdSchema } from '@mingjing/shared/domain/ids.ts';
import { z } from 'zod';
import type { DeviceKey } from './device-identity.ts';
import { type PrivateFileProblem, readPrivateFile, writePrivateFile } from './private-file.ts';

const keyFileSchema = z.strictObject({
  version: z.literal(1),
  deviceId: deviceIdSchema,
  /** PKCS #8 DER, base64url. */
  privateKey: z.string().max(500),
});

/**
 * Loads the terminal's key from `device-key.json` in its data folder; makes one, with a new device id, on the first start.
 * A damaged or exposed file is an error, never replaced: replacing it would cut the terminal off from its enrolment.
 */
export function loadOrCreateKey(
  dir: string,
  world: { readonly clock: Clock; readonly randomBytes: RandomBytes },
): Result<DeviceKey, PrivateFileProblem> {
  const path = join(dir, 'device-key.json');
  const text = readPrivateFile(path);
  if (!text.ok) return text;
  return text.value === null ? createKey(path, world) : parseKey(path, text.value);
}

function createKey(
  path: string,
  world: { readonly clock: Clock; readonly randomBytes: RandomBytes },
): Result<DeviceKey, PrivateFileProblem> {
  const deviceId = deviceIdSchema.parse(uuidV7(world.clock.now(), world.randomBytes));
  const { privateKey } = generateKeyPairSync('ed25519');
  const der = toBase64Url(privateKey.export({ type: 'pkcs8', format: 'der' }));
  const written = writePrivateFile(path, `${JSON.stringify({ version: 1, deviceId, privateKey: der })}\n`);
  return written.ok ? ok(keyOf(deviceId, privateKey)) : written;
}

function parseKey(path: string, text: string): Result<DeviceKey, PrivateFileProblem> {
  try {
    const file = keyFileSchema.parse(JSON.parse(text));
    const der = Buffer.from(fromBase64Url(file.privateKey) ?? []);
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    if (privateKey.asymmetricKeyType === 'ed25519') return ok(keyOf(file.deviceId, privateKey));
  } catch {
    // Nothing of a parse error is told: it could quote the key.
  }
  const message = `${path} is damaged: restore it from a backup, or move it away and enrol the terminal anew`;
  return err({ kind: 'malformed', message });
}

function keyOf(deviceId: DeviceId, privateKey: KeyObject): DeviceKey {
  // RFC 8037: the `x` of an OKP key is the raw public key in base64url.
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('an Ed25519 key without x');
  return { deviceId, publicKey: x, sign: (text) => toBase64Url(sign(null, Buffer.from(text), privateKey)) };
}
