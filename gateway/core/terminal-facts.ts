import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import type { Channel } from '@mingjing/shared/domain/channels.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { LogRecord } from '@mingjing/shared/domain/record.ts';
import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { SessionOutcome, SessionView } from '@mingjing/shared/domain/service-session.ts';

/** What a terminal's record changes in the derived tables. `offset` is its place in the upload. */
export type TerminalFact =
  | {
      readonly kind: 'opened';
      readonly offset: number;
      readonly view: SessionView;
      readonly service: ServiceRecord | null;
    }
  | {
      readonly kind: 'closed';
      readonly offset: number;
      readonly sessionId: string;
      readonly outcome: SessionOutcome;
      readonly at: number;
    }
  | {
      readonly kind: 'rating';
      readonly offset: number;
      readonly sessionId: string;
      readonly ratingId: string;
      readonly level: Level;
      readonly channel: Channel;
      /** When the citizen pressed, by the gateway's clock. */
      readonly assessedAt: number;
      /** When it was committed, by the gateway's clock: decides against a rating by phone. */
      readonly committedAt: number;
    }
  | {
      readonly kind: 'reasons';
      readonly offset: number;
      readonly sessionId: string;
      readonly ratingId: string;
      readonly tags: readonly string[];
      readonly text: string;
    };

/** A time of a terminal by the gateway's clock, as well as the terminal knew the difference. */
function corrected(record: LogRecord, time: number): number {
  return Math.max(0, time + (record.clockOffset ?? 0));
}

/** Reads the fact out of a record; events change no table. */
export function terminalFact(record: LogRecord, offset: number): TerminalFact | undefined {
  switch (record.type) {
    case 'event':
      return undefined;
    case 'rating': {
      const { sessionId, ratingId, level, channel, pressedAt } = record.body;
      const assessedAt = corrected(record, pressedAt);
      return {
        kind: 'rating',
        offset,
        sessionId,
        ratingId,
        level,
        channel,
        assessedAt,
        committedAt: corrected(record, record.at),
      };
    }
    case 'followup': {
      const { sessionId, ratingId, tags, text } = record.body;
      return { kind: 'reasons', offset, sessionId, ratingId, tags, text };
    }
    case 'session': {
      const body = record.body;
      if (body.kind === 'opened') return { kind: 'opened', offset, view: body.view, service: body.service ?? null };
      return {
        kind: 'closed',
        offset,
        sessionId: body.sessionId,
        outcome: body.outcome,
        at: corrected(record, record.at),
      };
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
