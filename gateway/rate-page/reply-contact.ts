/** The longest e-mail address there is (RFC 5321 §4.5.3.1.3, without the brackets). */
export const CONTACT_MAX = 254;

/** How somebody can be answered. */
export interface ReplyContact {
  readonly kind: 'phone' | 'email';
  readonly value: string;
}

const PHONE = /^\+?\d{7,15}$/;
/** One address in the form people write it; whether it exists only a letter can tell. */
const EMAIL = /^[^\s@<>"(),:;[\]\\\p{Cc}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]*\.)+[\p{L}\p{N}-]*[\p{L}\p{N}]$/u;

/**
 * Reads a phone number or an e-mail address, and nothing else: no other field about a person is taken. Full-width digits, blanks and
 * dashes are what hands add.
 * @returns undefined for anything else
 */
export function readReplyContact(text: unknown): ReplyContact | undefined {
  if (typeof text !== 'string' || text.length > CONTACT_MAX) return undefined;
  const tidy = text.normalize('NFKC').trim();
  const digits = tidy.replace(/[\s\-()]/g, '');
  if (PHONE.test(digits)) return { kind: 'phone', value: digits };
  return EMAIL.test(tidy) && tidy.length <= CONTACT_MAX ? { kind: 'email', value: tidy } : undefined;
}
