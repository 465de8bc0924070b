import { generateKeyPairSync, randomBytes, randomInt, sign } from 'node:crypto';
import type { Terminal } from '@mingjing/gateway/store/gateway-store.ts';
import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import { uuidV7 } from '@mingjing/shared/basics/uuid.ts';
import type { DeviceId, ShortId } from '@mingjing/shared/domain/ids.ts';

const SHORT_ID_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A simulated terminal's identity, with a real key of its own. */
export interface TerminalIdentity {
  readonly enrolment: Omit<Terminal, 'retired'>;
  readonly deviceId: DeviceId;
  /** Ed25519 over UTF-8 text, base64url. */
  sign(text: string): string;
}

export function newId<Id extends string>(nowMs = Date.now()): Id {
  return uuidV7(nowMs, randomBytes) as Id;
}

export function newTerminalIdentity(windowName = '综合窗口 3'): TerminalIdentity {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const deviceId = newId<DeviceId>();
  return {
    deviceId,
    enrolment: {
      deviceId,
      shortId: Array.from({ length: 6 }, () => SHORT_ID_ALPHABET[randomInt(32)]).join('') as ShortId,
      publicKey: publicKey.export({ format: 'jwk' }).x as string,
      qrKey: Uint8Array.from(randomBytes(32)),
      windowName,
    },
    sign: (text) => toBase64Url(sign(null, Buffer.from(text, 'utf8'), privateKey)),
  };
}
