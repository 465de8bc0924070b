import type { GuestTable } from '../tables/guest-table.ts';
import type { OutboxTable } from '../tables/outbox-table.ts';
import type { RatingRow, RatingTable, Reasons } from '../tables/rating-table.ts';
import type { KnownSession, NewSessionRow, SessionEnd, SessionKey, SessionTable } from '../tables/session-table.ts';
import type { Totals } from '../tables/totals.ts';
import type { ForwardPlan } from './forward-plan.ts';
import { moveRating } from './move-rating.ts';

/** The rating of a service, as far as an operation has looked at it or changed it. */
export interface RatingBook {
  effectiveId: string | null;
  reasonsKnown: boolean;
  /** Counted by this operation; null when it was there before. */
  counted: RatingRow | null;
  /** Reasons that this operation adds to a rating that was there before. */
  added: Reasons | null;
  /** Counted elsewhere until this operation: its 追评, if there is one, comes along. */
  isMoved: boolean;
}

/** A session, as far as an operation has looked at it or changed it. */
interface WorkingSession {
  readonly known: KnownSession;
  /** What this operation tells of it; null where it was there before. */
  readonly row: Omit<NewSessionRow, 'end'> | null;
  /** It was a kiosk's until this operation. */
  readonly isAdopted: boolean;
  /** Its terminal had closed it before this operation. */
  readonly isReopened: boolean;
  end: SessionEnd | null;
}

/**
 * What one operation touches, kept in memory until it ends: a terminal's upload opens, rates, explains and closes the same session, which
 * becomes one row instead of a row and three updates. Empty again after `flush`.
 */
export interface WorkingSet {
  session(sessionId: string): KnownSession | undefined;
  sessionOfService(projectNo: string, serviceNumber: number): SessionKey | undefined;
  enter(row: Omit<NewSessionRow, 'end'>): void;
  /** As `enter`, for a session that a kiosk told of first: the kiosk becomes its guest. */
  adopt(row: Omit<NewSessionRow, 'end'>): void;
  /** False when its terminal has not closed it. */
  reopen(sessionId: string): boolean;
  /** Written through at once: kiosks are few. */
  readonly guests: GuestTable;
  /** Only the session's own terminal can close it; a guest closes it for itself. */
  close(device: string, sessionId: string, end: SessionEnd): void;
  /** Terminals that show a session, or may: it is open there as far as they told. */
  openAt(sessionId: string): readonly string[];
  book(canonicalId: string): RatingBook;
  /**
   * Makes a session that is on disk count for another one's service from now on, with the rating that it may have.
   * @returns whether that service got its rating by this
   */
  standFor(sessionId: string, canonicalId: string): boolean;
  flush(now: number): void;
  /** Forgets everything, after a rollback. */
  discard(): void;
}

export function createWorkingSet(parts: {
  readonly sessions: SessionTable;
  readonly guests: GuestTable;
  readonly ratings: RatingTable;
  readonly forward: ForwardPlan;
  readonly outbox: OutboxTable;
  readonly totals: Totals;
}): WorkingSet {
  const { sessions, guests, ratings, outbox, totals, forward } = parts;
  const found = new Map<string, WorkingSession | null>();
  const books = new Map<string, RatingBook>();
  const services = new Map<string, SessionKey>();

  function load(sessionId: string): WorkingSession | null {
    const cached = found.get(sessionId);
    if (cached !== undefined) return cached;
    const known = sessions.find(sessionId);
    const session = known === undefined ? null : { known, row: null, isAdopted: false, isReopened: false, end: null };
    found.set(sessionId, session);
    return session;
  }

  function book(canonicalId: string): RatingBook {
    const cached = books.get(canonicalId);
    if (cached !== undefined) return cached;
    const row = ratings.effective(canonicalId);
    const fresh = {
      effectiveId: row?.ratingId ?? null,
      reasonsKnown: row?.reasonsKnown ?? false,
      counted: null,
      added: null,
      isMoved: false,
    };
    books.set(canonicalId, fresh);
    return fresh;
  }

  function flushSession(session: WorkingSession, now: number): void {
    const { row, known, end } = session;
    if (row === null) {
      if (session.isReopened) sessions.reopen(known.sessionId);
      if (end !== null) sessions.close(known.sessionId, end);
      return;
    }
    if (session.isAdopted) sessions.adopt({ ...row, end });
    else {
      sessions.insert({ ...row, end });
      totals.add('sessions', 1);
    }
    if (!known.hasService || row.canonicalId !== row.sessionId) return;
    outbox.addService(row.canonicalId, now);
    const { effectiveId, counted, reasonsKnown } = book(row.canonicalId);
    // A rating that was there before its service record became known.
    if (effectiveId === null || counted !== null) return;
    forward.rating(row.canonicalId, reasonsKnown, now);
    forward.followUp(row.canonicalId, effectiveId, now);
  }

  function flushBook(canonicalId: string, { counted, added, isMoved }: RatingBook, now: number): void {
    if (counted !== null) {
      ratings.insertEffective(canonicalId, counted);
      totals.add('ratedSessions', 1);
      if (!load(canonicalId)?.known.hasService) return;
      forward.rating(canonicalId, counted.reasons !== null, now);
      if (isMoved) forward.followUp(canonicalId, counted.ratingId, now);
    } else if (added !== null) {
      ratings.setReasons(canonicalId, added);
      outbox.reasonsArrived(canonicalId, now);
    }
  }

  function discard(): void {
    for (const kept of [found, books, services]) kept.clear();
  }

  function move(from: string, to: string): void {
    moveRating({ ...parts, book, forget: (id) => books.delete(id) }, from, to);
  }

  function take(row: Omit<NewSessionRow, 'end'>, isAdopted: boolean): void {
    const { sessionId, canonicalId, device, opened } = row;
    const { openedBy, projectNo, serviceNumber } = opened;
    const known = { sessionId, canonicalId, device, openedBy, hasService: projectNo !== null, isClosed: false };
    found.set(sessionId, { known, row, isAdopted, isReopened: false, end: null });
    if (canonicalId !== sessionId) move(sessionId, canonicalId);
    if (projectNo === null || serviceNumber === null) return;
    const key = serviceKey(projectNo, serviceNumber);
    if (!services.has(key)) services.set(key, known);
  }

  return {
    guests,
    session: (sessionId) => load(sessionId)?.known,
    sessionOfService: (projectNo, serviceNumber) =>
      services.get(serviceKey(projectNo, serviceNumber)) ?? sessions.findByService(projectNo, serviceNumber),
    enter: (row) => take(row, false),
    adopt(row) {
      guests.demoteOwner(row.sessionId);
      take(row, true);
    },
    reopen(sessionId) {
      const session = load(sessionId);
      if (session === null || !(session.known.isClosed || session.end !== null)) return false;
      const known = { ...session.known, isClosed: false };
      const isReopened = session.isReopened || session.known.isClosed;
      found.set(sessionId, { ...session, known, isReopened, end: null });
      return true;
    },
    close(device, sessionId, end) {
      const session = load(sessionId);
      if (session === null) return;
      if (session.known.device !== device) guests.close(sessionId, device, end);
      else if (!session.known.isClosed) session.end ??= end;
    },
    openAt(sessionId) {
      const session = load(sessionId);
      const visited = guests.openAt(sessionId);
      if (session === null || session.known.isClosed || session.end !== null) return visited;
      return [session.known.device, ...visited];
    },
    book,
    standFor(sessionId, canonicalId) {
      sessions.setCanonical(sessionId, canonicalId);
      found.delete(sessionId);
      const wasRated = book(canonicalId).effectiveId !== null;
      move(sessionId, canonicalId);
      return !wasRated && book(canonicalId).effectiveId !== null;
    },
    flush(now) {
      for (const session of found.values()) if (session !== null) flushSession(session, now);
      for (const [canonicalId, entry] of books) flushBook(canonicalId, entry, now);
      discard();
    },
    discard,
  };
}

function serviceKey(projectNo: string, serviceNumber: number): string {
  return `${serviceNumber} ${projectNo}`;
}
