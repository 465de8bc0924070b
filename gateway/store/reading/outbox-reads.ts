import type { Channel } from '@mingjing/shared/domain/channels.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { type Applicant, applicantSchema } from '@mingjing/shared/domain/service-record.ts';
import type { FieldCipher } from '../../core/field-cipher.ts';
import { APPLICANT_FIELDS, applicantPlace } from '../applicant-fields.ts';
import type { ForwardRating, GatewayStore, StoreCounts } from '../gateway-store.ts';
import type { SqliteDatabase } from '../open-database.ts';
import type { ApplicantTable, FollowUpRatingTable, SessionRatingTable } from '../schema.ts';
import { prepareRead, queries } from './compiled-reads.ts';
import { createDeadLetterReads, type DeadLetterReads } from './dead-letter-reads.ts';
import { openingIn } from './opening-in.ts';

type OutboxReads = DeadLetterReads & Pick<GatewayStore, 'dueJobs' | 'nextDueAt' | 'materialOf' | 'counts'>;

export function createOutboxReads(db: SqliteDatabase, cipher: FieldCipher): OutboxReads {
  const pending = queries
    .selectFrom('outbox')
    .select(['id', 'kind', 'session_id', 'attempts', 'created_at'])
    .where('state', '=', 'pending')
    .orderBy('due_at')
    .orderBy('id')
    .limit(1);
  const due = prepareRead(db, pending.where('due_at', '<=', 0));
  const stranded = prepareRead(db, pending.where('due_at', '>', 0));
  const next = prepareRead(
    db,
    queries
      .selectFrom('outbox')
      .select('due_at')
      .where('state', '=', 'pending')
      .where('due_at', 'is not', null)
      .orderBy('due_at')
      .limit(1),
  );
  const told = prepareRead(
    db,
    queries
      .selectFrom('session')
      .innerJoin('ledger', 'ledger.idx', 'session.ledger_idx')
      .select('ledger.text')
      .where('session.session_id', '=', ''),
  );
  const applicant = prepareRead(db, queries.selectFrom('applicant').selectAll().where('session_id', '=', ''));
  const rating = prepareRead(db, queries.selectFrom('session_rating').selectAll().where('session_id', '=', ''));
  const followUp = prepareRead(db, queries.selectFrom('follow_up_rating').selectAll().where('rating_id', '=', ''));
  const totals = prepareRead(db, queries.selectFrom('total').selectAll());

  function openApplicant(row: ApplicantTable): Applicant {
    const fields = APPLICANT_FIELDS.flatMap(({ column, field }) => {
      const sealed = row[column];
      return sealed === null ? [] : [[field, cipher.openText(sealed, applicantPlace(column, row.session_id))]];
    });
    return applicantSchema.parse(Object.fromEntries(fields));
  }

  return {
    ...createDeadLetterReads(db),
    dueJobs(now, limit, latest = Number.MAX_SAFE_INTEGER) {
      const rows = due.all('pending', now, limit);
      if (rows.length < limit) rows.push(...stranded.all('pending', latest, limit - rows.length));
      return rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        sessionId: row.session_id as SessionId,
        attempts: row.attempts,
        createdAt: row.created_at,
      }));
    },
    nextDueAt: () => next.get('pending', 1)?.due_at ?? null,
    materialOf(sessionId) {
      const text = told.get(sessionId)?.text;
      const service = text === undefined ? null : openingIn(text).service;
      if (service === null) return undefined;
      const applicantRow = applicant.get(sessionId);
      const ratingRow = rating.get(sessionId);
      const followUpRow = ratingRow && followUp.get(ratingRow.rating_id);
      return {
        service,
        applicant: applicantRow === undefined ? null : openApplicant(applicantRow),
        rating: ratingRow === undefined ? null : toMaterial(ratingRow, 1),
        followUp: followUpRow === undefined ? null : toMaterial(followUpRow, 2),
      };
    },
    counts() {
      const counts: Record<keyof StoreCounts, number> = {
        ledgerRows: 0,
        sessions: 0,
        ratedSessions: 0,
        duplicateRatings: 0,
        selfTestRatings: 0,
        quarantined: 0,
        outboxPending: 0,
        outboxDead: 0,
        outboxDelivered: 0,
      };
      for (const { name, value } of totals.all()) counts[name as keyof StoreCounts] = value;
      return counts;
    },
  };
}

function toMaterial(row: SessionRatingTable | FollowUpRatingTable, assessNumber: 1 | 2): ForwardRating {
  return {
    level: row.level as Level,
    channel: row.channel as Channel,
    assessedAt: row.assessed_at,
    assessNumber,
    tags: JSON.parse(row.tags) as string[],
    text: row.remark,
  };
}
