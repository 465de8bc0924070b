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

/** The same for 独立评价, which has no number: what was chosen from the catalogue says what it is about. */
export interface PlaceContact extends FoundContact {
  readonly hallId: string;
  readonly windowId: string;
  /** Null for a consultation 咨询, or what the catalogue does not name. */
  readonly matterId: string | null;
}

/** From, until: when the citizen was at the kiosk, by the gateway's clock, ms; until is the first that is too late. */
export interface PlaceQuestion {
  readonly from: number;
  readonly until: number;
  /** Null for all windows. */
  readonly windowId: string | null;
}

/** Contacts shown of one number. */
const FOUND_MAX = 20;
/** Of one day's 独立评价; more are for a smaller question. */
export const PLACES_MAX = 200;

interface Row {
  readonly rating_id: string;
  readonly contact: string;
  readonly left_at: number;
}
interface PlaceRow extends Row {
  readonly hall_id: string;
  readonly window_id: string;
  readonly matter_id: string | null;
}

/**
 * The contacts left for the services under a 业务流水号 (the case number where a service has none of its own), newest first, also where
 * the number was typed at a kiosk and its service is not found yet. Says nothing of how anybody rated.
 * @throws when the file is no gateway's database, or its key is not the one that sealed them
 */
export function readReplyContacts(path: string, number: string, cipher: FieldCipher): readonly FoundContact[] {
  return withDatabase(openReader(path), (db) => {
    // A session begun at a kiosk has no number itself: its visit has, and once that is resolved, the service that it stands for.
    const select = db.prepare<[{ number: string; limit: number }], Row>(
      `with named as (
         select session_id, canonical_id from session where serial_number = @number
         union select session_id, canonical_id from session where project_no = @number and serial_number is null),
       service as (select coalesce(canonical_id, session_id) as id from named union select session_id from named),
       meant as (
         select id from service
         union select session_id from kiosk_visit where kind = 'number' and resolved_to in (select id from service)
         union select session_id from kiosk_visit where kind = 'number' and resolved_to is null and serial_number = @number)
       select rating_id, contact, left_at from reply_contact
       where qr_handle in (select qr_handle from session where session_id in (select id from meant))
       order by left_at desc limit @limit`,
    );
    return select.all({ number, limit: FOUND_MAX }).map((row) => opened(row, cipher));
  });
}

/**
 * The contacts left for 独立评价 of some time, newest first, at most {@link PLACES_MAX}.
 * @throws as {@link readReplyContacts}
 */
export function readPlaceContacts(path: string, question: PlaceQuestion, cipher: FieldCipher): readonly PlaceContact[] {
  return withDatabase(openReader(path), (db) => {
    const select = db.prepare<[PlaceQuestion & { limit: number }], PlaceRow>(
      `select rating_id, contact, left_at, hall_id, window_id, matter_id
       from reply_contact
       join session on session.qr_handle = reply_contact.qr_handle and session.device = reply_contact.device
       join kiosk_visit on kiosk_visit.session_id = session.session_id
       where kind = 'place' and kiosk_visit.opened_at >= @from and kiosk_visit.opened_at < @until
         and (@windowId is null or window_id = @windowId)
       order by left_at desc limit @limit`,
    );
    return select.all({ ...question, limit: PLACES_MAX }).map((row) => {
      const { hall_id: hallId, window_id: windowId, matter_id: matterId } = row;
      return { ...opened(row, cipher), hallId, windowId, matterId };
    });
  });
}

function opened({ rating_id, contact, left_at }: Row, cipher: FieldCipher): FoundContact {
  const [kind = '', ...value] = cipher.openText(contact, replyContactPlace(rating_id)).split(' ');
  return { kind, value: value.join(' '), leftAt: left_at };
}
