import { createCipheriv, createDecipheriv, hash, hkdfSync } from 'node:crypto';
import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';

/** Where a value lies: bound into the ciphertext, so that one moved to another row or column cannot be read there. */
export interface FieldPlace {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

/** Encrypts single fields. */
export interface FieldCipher {
  seal(plain: Uint8Array | string, place: FieldPlace): string;
  /** @throws when the key is unknown, or the text was altered or moved */
  open(sealed: string, place: FieldPlace): Uint8Array;
  openText(sealed: string, place: FieldPlace): string;
}

const VERSION = 'f1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM by field. The text form is `f1.<key id>.<iv>.<ciphertext and tag>`; the key id lets keys rotate.
 * @param masterKeys 32 bytes each; the first seals, all of them open
 */
export function createFieldCipher(masterKeys: readonly Uint8Array[], randomBytes: RandomBytes): FieldCipher {
  const keys = masterKeys.map(deriveKey);
  const current = keys[0];
  if (current === undefined) throw new RangeError('field cipher: needs at least one key');

  function open(sealed: string, place: FieldPlace): Uint8Array {
    const [version, keyId, iv, body, ...rest] = sealed.split('.');
    if (version !== VERSION || iv === undefined || body === undefined || rest.length > 0) {
      throw new Error(`${place.table}.${place.column}: not an encrypted field`);
    }
    const key = keys.find((candidate) => candidate.id === keyId);
    if (key === undefined)
      throw new Error(`${place.table}.${place.column}: encrypted with a key that is not here (${keyId})`);
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key.secret, Buffer.from(iv, 'base64url'), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(associatedData(place));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    return Uint8Array.from(
      Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), decipher.final()]),
    );
  }

  return {
    seal(plain, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.secret, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(associatedData(place));
      const body = Buffer.concat([cipher.update(Buffer.from(plain)), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${current.id}.${toBase64Url(iv)}.${toBase64Url(body)}`;
    },
    open,
    openText: (sealed, place) => Buffer.from(open(sealed, place)).toString('utf8'),
  };
}

function deriveKey(masterKey: Uint8Array): { readonly id: string; readonly secret: Uint8Array } {
  if (masterKey.length !== 32) throw new RangeError(`field cipher: a key must be 32 bytes, not ${masterKey.length}`);
  const secret = new Uint8Array(hkdfSync('sha256', masterKey, '', 'mingjing-field-v1', 32));
  return { id: hash('sha256', Buffer.concat([Buffer.from('mingjing-key-id\n'), masterKey])).slice(0, 8), secret };
}

function associatedData(place: FieldPlace): Uint8Array {
  return Buffer.from(`${place.table}\n${place.column}\n${place.rowId}`);
}
