import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import type { LogRecord } from '@mingjing/shared/domain/record.ts';
import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import { kioskVisit } from './kiosk-visit.ts';

/** A session as the tables keep it: what is looked up by. Everything else stays in the ledger row that tells of it. */
export interface OpenedFact {
  readonly kind: 'opened';
  readonly offset: number;
  readonly sessionId: string;
  readonly qrHandle: string;
  readonly openedBy: string;
  readonly openedAt: number;
  /** Null, like `serviceNumber`, for a session opened by a key on the pad: there is no service record, and nothing is forwarded. */
  readonly projectNo: string | null;
  readonly serviceNumber: number | null;
  /** 业务流水号 of the service, null where it has none of its own. */
  readonly serialNumber: string | null;
  /** JSON of the `KioskVisit` that it is; null for nearly all. */
  readonly visit: string | null;
  /** `openedAt` by the gateway's clock. */
  readonly openedAtHere: number;
}

export interface ClosedFact {
  readonly kind: 'closed';
  readonly offset: number;
  readonly sessionId: string;
  readonly outcome: string;
  readonly at: number;
}

export interface RatingFact {
  readonly kind: 'rating';
  readonly offset: number;
  readonly sessionId: string;
  readonly ratingId: string;
  readonly level: number;
  readonly channel: string;
  /** When the citizen pressed, by the gateway's clock. */
  readonly assessedAt: number;
  /** When it was committed, by the gateway's clock: decides against a rating by phone. */
  readonly committedAt: number;
  /** 1 where the terminal only tried itself, else 0. */
  readonly tested: number;
}

export interface ReasonsFact {
  readonly kind: 'reasons';
  readonly offset: number;
  readonly sessionId: string;
  readonly ratingId: string;
  /** JSON array of codes. */
  readonly tags: string;
  readonly remark: string;
  /** JSON array of second-level items. */
  readonly items: string;
  /** 1 where the record holds a handwritten note, else 0. */
  readonly hasInk: number;
}

/** What a terminal's record changes in the derived tables. `offset` is its place in the upload. */
export type TerminalFact = OpenedFact | ClosedFact | RatingFact | ReasonsFact;

/** A time of a terminal by the gateway's clock, as well as the terminal knew the difference. */
function corrected(record: LogRecord, time: number): number {
  return Math.max(0, time + (record.clockOffset ?? 0));
}

/**
 * The fact that a session was opened.
 * @param clockOffset gateway time − time of whoever opened it, ms
 */
export function openedFact(
  view: SessionView,
  service: ServiceRecord | null,
  offset: number,
  clockOffset = 0,
): OpenedFact {
  const visit = kioskVisit(view, service);
  return {
    kind: 'opened',
    offset,
    sessionId: view.sessionId,
    qrHandle: view.qrHandle,
    openedBy: view.openedBy,
    openedAt: view.openedAt,
    projectNo: service?.projectNo ?? null,
    serviceNumber: service?.serviceNumber ?? null,
    serialNumber: service?.serialNumber ?? null,
    visit: visit && JSON.stringify(visit),
    openedAtHere: Math.max(0, view.openedAt + clockOffset),
  };
}

/** A terminal trying itself opens no session. One with a service in it is a citizen's, whatever the terminal calls it. */
function isBareTest(body: { readonly view: SessionView; readonly service?: ServiceRecord | undefined }): boolean {
  return body.view.openedBy === 'self-test' && body.service === undefined;
}

/** Reads the fact out of a record; events and the sessions of self-tests change no table. */
export function terminalFact(record: LogRecord, offset: number): TerminalFact | undefined {
  switch (record.type) {
    case 'event':
      return undefined;
    case 'rating': {
      const { sessionId, ratingId, level, channel, pressedAt, origin } = record.body;
      const tested = origin === 'self-test' ? 1 : 0;
      const assessedAt = corrected(record, pressedAt);
      const committedAt = corrected(record, record.at);
      return { kind: 'rating', offset, sessionId, ratingId, level, channel, assessedAt, committedAt, tested };
    }
    case 'followup': {
      const { sessionId, ratingId, tags, text, items, ink } = record.body;
      const said = { tags: JSON.stringify(tags), remark: text, items: JSON.stringify(items?.codes ?? []) };
      return { kind: 'reasons', offset, sessionId, ratingId, ...said, hasInk: ink === undefined ? 0 : 1 };
    }
    case 'session': {
      const body = record.body;
      if (body.kind === 'opened' && isBareTest(body)) return undefined;
      if (body.kind === 'opened') return openedFact(body.view, body.service ?? null, offset, record.clockOffset ?? 0);
      const { sessionId, outcome } = body;
      return { kind: 'closed', offset, sessionId, outcome, at: corrected(record, record.at) };
    }
    default:
      return assertNever(record);
  }
}

/** The facts of an upload, in order. */
export function terminalFacts(records: readonly LogRecord[]): TerminalFact[] {
  const facts: TerminalFact[] = [];
  for (const [offset, record] of records.entries()) {
    const fact = terminalFact(record, offset);
    if (fact !== undefined) facts.push(fact);
  }
  return facts;
}
