import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { fromBase64Url } from '@mingjing/shared/basics/bytes.ts';

/**
 * A terminal's public key, ready to check signatures.
 * @param publicKey Ed25519, raw 32 bytes, base64url
 * @throws when it is no such key
 */
export function importTerminalKey(publicKey: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
}

/** Whether `signature` (base64url) is this key's over the UTF-8 bytes of `text`. Malformed ones are simply not. */
export function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  const bytes = fromBase64Url(signature);
  return bytes?.length === 64 && verify(null, Buffer.from(text, 'utf8'), key, bytes);
}
