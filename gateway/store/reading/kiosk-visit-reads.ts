import { KIOSK_FLAGS } from '../../core/kiosk-flags.data.ts';
import { RATING_WINDOWS } from '../../core/rating-windows.data.ts';
import type { GatewayStore, KioskVisitCounts, UnresolvedRating } from '../gateway-store.ts';
import type { SqliteDatabase } from '../open-database.ts';

type KioskVisitReads = Pick<GatewayStore, 'kioskVisitCounts' | 'unresolvedRatings'>;

/** Counted so far and no further: the walk has an end. */
export const COUNTED_MAX = 10_000;
/** Ratings younger than this are not told of yet: who asked just before and after a citizen stood there would learn of theirs (P5). */
export const TOLD_AFTER_MS = 60_000;

/** Ratings at kiosks that belong to no service, or to none yet. Never with a level. */
export function createKioskVisitReads(db: SqliteDatabase): KioskVisitReads {
  const rated = 'kiosk_visit join session_rating on session_rating.session_id = kiosk_visit.session_id';
  const waiting = "kind = 'number' and resolved_to is null";
  const count = (condition: string) =>
    db.prepare<[number, number, number], { counted: number }>(
      `select count(*) as counted from (
         select 1 from ${rated} where ${condition} and kiosk_visit.received_at > ? and kiosk_visit.received_at <= ? limit ?)`,
    );
  const unresolved = count(waiting);
  const independent = count("kind = 'place'");
  // Follows from what lies with each rating, so that other thresholds say what they would have flagged.
  const flagged = count(
    `kind = 'place' and (
       session_rating.assessed_at - kiosk_visit.opened_at < ${KIOSK_FLAGS.minLatency}
       or kiosk_visit.opened_at - (
         select before.opened_at from kiosk_visit as before
         where before.device = kiosk_visit.device and before.kind = 'place' and before.id < kiosk_visit.id
         order by before.id desc limit 1) < ${KIOSK_FLAGS.minInterval})`,
  );
  const oldest = db.prepare<[number, number, number], UnresolvedRating>(
    `select serial_number as serialNumber, short_id as terminal, kiosk_visit.opened_at as openedAt,
       kiosk_visit.received_at as receivedAt
     from ${rated} join terminal on terminal.device_id = kiosk_visit.device
     where ${waiting} and kiosk_visit.received_at > ? and kiosk_visit.received_at <= ?
     order by kiosk_visit.received_at limit ?`,
  );
  const edges = (now: number) => ({ expiry: now - RATING_WINDOWS.unresolvedNumber - 1, told: now - TOLD_AFTER_MS });
  return {
    kioskVisitCounts(now): KioskVisitCounts {
      const { expiry, told } = edges(now);
      return {
        unresolved: unresolved.get(expiry, told, COUNTED_MAX)?.counted ?? 0,
        expired: unresolved.get(-1, expiry, COUNTED_MAX)?.counted ?? 0,
        independent: independent.get(-1, told, COUNTED_MAX)?.counted ?? 0,
        flagged: flagged.get(-1, told, COUNTED_MAX)?.counted ?? 0,
      };
    },
    unresolvedRatings(now, limit) {
      const { expiry, told } = edges(now);
      return oldest.all(expiry, told, limit);
    },
  };
}
