import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** 32 MB and some 80 ms for one try. Raise only together with the version in the texts below. */
const COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const HASH_BYTES = 32;
/** Of 16 bytes, as base64url. */
const SALT = /^scrypt-pin\$1\$([\w-]{22})\$/;
/** One for all cards: whose card it is must be found from the card alone. */
const CARD_SALT = 'mingjing staff card 1';
/** Hash of nothing that can be typed: an unknown number is checked against it, so that it takes as long as a known one. */
const NOBODY = `scrypt-pin$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const derive = promisify<string, string | Uint8Array, number, ScryptOptions, Buffer>(scrypt);

/** Hashes of PINs and cards, all of one cost: those of another cost are never right. */
export interface SecretHash {
  /** @param salt 16 random bytes */
  ofPin(pin: string, salt: Uint8Array): Promise<string>;
  ofCard(card: string): Promise<string>;
  /** Whether the PIN is the one of `hash`. Takes the same time whatever is wrong. @param hash undefined where nobody has that number */
  isPin(pin: string, hash: string | undefined): Promise<boolean>;
}

/** At a lower cost than {@link STANDARD_HASHES} only where nobody could guess. */
export function createSecretHash(cost: ScryptOptions): SecretHash {
  const digest = async (secret: string, salt: string) =>
    (await derive(secret, salt, HASH_BYTES, cost)).toString('base64url');
  return {
    async ofPin(pin, salt) {
      const text = Buffer.from(salt).toString('base64url');
      return `scrypt-pin$1$${text}$${await digest(pin, text)}`;
    },
    ofCard: async (card) => `scrypt-card$1$${await digest(card, CARD_SALT)}`,
    async isPin(pin, hash) {
      const wanted = hash ?? NOBODY;
      const salt = SALT.exec(wanted)?.[1] ?? '';
      const right = isSame(`scrypt-pin$1$${salt}$${await digest(pin, salt)}`, wanted);
      return right && hash !== undefined;
    },
  };
}

/** What every terminal uses. */
export const STANDARD_HASHES: SecretHash = createSecretHash(COST);

/** Compares hashes without telling by the time it takes how much of them is the same. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
