import type { FieldCipher } from '../core/field-cipher.ts';
import { withDatabase } from './dead-letter-desk.ts';
import { openReader } from './open-database.ts';
import { replyContactPlace } from './open-gateway-store.ts';

/** How a citizen of one service can be answered. */
export interface FoundContact {
  readonly kind: string;
  readonly value: string;
  readonly leftAt: number;
}

/** Contacts shown of one number. */
const FOUND_MAX = 20;

type Row = { readonly rating_id: string; readonly contact: string; readonly left_at: number };

/**
 * The contacts left for the services under a 业务流水号 (the case number where a service has none of its own), newest first. Says nothing of
 * how anybody rated.
 * @throws when the file is no gateway's database, or its key is not the one that sealed them
 */
export function readReplyContacts(path: string, number: string, cipher: FieldCipher): readonly FoundContact[] {
  return withDatabase(openReader(path), (db) => {
    const select = db.prepare<[string, string, number], Row>(
      `select rating_id, contact, left_at from reply_contact
       where qr_handle in (
         select qr_handle from session where serial_number = ?
         union all select qr_handle from session where project_no = ? and serial_number is null)
       order by left_at desc limit ?`,
    );
    return select.all(number, number, FOUND_MAX).map((row) => {
      const [kind = '', ...value] = cipher.openText(row.contact, replyContactPlace(row.rating_id)).split(' ');
      return { kind, value: value.join(' '), leftAt: row.left_at };
    });
  });
}
