import { sealFact } from '../core/gateway-facts.ts';
import { compareKnown, planIngest } from '../core/ingest-plan.ts';
import { unpackFacts } from '../core/pack-facts.ts';
import { openedFact } from '../core/terminal-facts.ts';
import type { IngestOutcome } from './gateway-store.ts';
import type { SqliteDatabase } from './open-database.ts';
import type { AnyOperation, OperationAnswer, OperationName, OperationRequest } from './operations.ts';
import { createProjection } from './projection/projection.ts';
import { createLedgerTable } from './tables/ledger-table.ts';
import { createQuarantineTable } from './tables/quarantine-table.ts';
import { CONTACT_KEEP_MS, createReplyContactTable } from './tables/reply-contact-table.ts';
import { createSelfTestTable } from './tables/self-test-table.ts';
import { createStreamTable } from './tables/stream-table.ts';
import { createTerminalTable } from './tables/terminal-table.ts';
import { createTotals } from './tables/totals.ts';

type Executors = { readonly [N in OperationName]: (request: OperationRequest<N>) => OperationAnswer<N> };

/** Carries out write operations inside a transaction that the caller opens and commits. */
export interface Executor {
  begin(): void;
  execute(operation: AnyOperation): unknown;
  /** Last thing before COMMIT. */
  finish(): void;
  /** After ROLLBACK. */
  discard(): void;
}

/** The answer of an operation that has nothing to say. */
const done = (act: () => void): null => {
  act();
  return null;
};

export function createExecutor(db: SqliteDatabase, options: { readonly reasonsGraceMs: number }): Executor {
  const totals = createTotals(db);
  const ledger = createLedgerTable(db);
  const streams = createStreamTable(db);
  const quarantine = createQuarantineTable(db);
  const terminals = createTerminalTable(db);
  const contacts = createReplyContactTable(db);
  const selfTests = createSelfTestTable(db);
  const projection = createProjection(db, totals, options.reasonsGraceMs);
  const appendFact = (fact: Parameters<typeof sealFact>[0]): number => {
    totals.add('ledgerRows', 1);
    return ledger.appendFact(sealFact(fact), fact.at);
  };

  function append(request: OperationRequest<'ingest'>, skip: number): IngestOutcome {
    const { deviceId: device, epoch, fromSeq, texts, hashes, receivedAt } = request;
    const toSeq = fromSeq + texts.length - 1;
    const firstIdx = ledger.nextIdx();
    ledger.appendRecords({ device, epoch, fromSeq, receivedAt, texts, hashes }, skip);
    totals.add('ledgerRows', texts.length - skip);
    streams.setHighWater(device, epoch, toSeq, hashes.at(-1) as string);
    streams.addSegment({
      first_idx: firstIdx,
      last_idx: ledger.nextIdx() - 1,
      device,
      epoch,
      from_seq: fromSeq + skip,
      to_seq: toSeq,
      head_signature: request.headSignature,
    });
    const settled = projection.applyUpload({
      device,
      facts: unpackFacts(request.facts),
      skip,
      firstIdx,
      receivedAt,
    });
    return { kind: 'stored', ackSeq: toSeq, settled };
  }

  function setAside(request: OperationRequest<'ingest'>): IngestOutcome {
    if (quarantine.keep(request)) totals.add('quarantined', 1);
    return { kind: 'conflict' };
  }

  const executors: Executors = {
    ingest(request) {
      const high = streams.highWater(request.deviceId, request.epoch);
      const plan = planIngest(high, request);
      if (plan.kind === 'append') return append(request, plan.skip);
      if (plan.kind === 'conflict') return setAside(request);
      if (plan.kind !== 'compare') return plan;
      const heldHash = streams.hashAt(request.deviceId, request.epoch, plan.seq);
      if (heldHash === undefined)
        throw new Error(`no segment holds seq ${plan.seq}, although it is below the high-water mark`);
      if (compareKnown(plan, heldHash) === 'conflict') return setAside(request);
      return { kind: 'stored', ackSeq: high?.seq ?? 0, settled: [] };
    },
    openSession({ fact, applicant }) {
      const { projectNo, serviceNumber } = fact.service;
      const existing =
        projection.sessions.findByService(projectNo, serviceNumber) ?? projection.sessions.find(fact.view.sessionId);
      if (existing !== undefined) {
        const { sessionId, canonicalId } = existing;
        const isMissing = applicant !== null && !terminals.hasApplicant(canonicalId);
        return { kind: 'existing', sessionId, applicantOf: isMissing ? canonicalId : null };
      }
      const ledgerIdx = appendFact(fact);
      projection.applyOpened(
        { device: fact.deviceId, ledgerIdx, opened: openedFact(fact.view, fact.service, 0), caller: fact.caller },
        fact.at,
      );
      if (applicant !== null) terminals.insertApplicant(applicant);
      return { kind: 'opened', sessionId: fact.view.sessionId, applicantOf: null };
    },
    attachApplicant: (row) => done(() => terminals.insertApplicant(row)),
    cancelSession({ fact }) {
      if (projection.sessions.cancel(fact.sessionId, fact.at)) appendFact(fact);
      return null;
    },
    phoneRating({ fact }) {
      const outcome = projection.judgePhone(fact);
      if (outcome.kind !== 'repeated') projection.applyPhone(fact, appendFact(fact), fact.at);
      return outcome;
    },
    followUp({ fact }) {
      const outcome = projection.judgeFollowUp(fact);
      if (outcome === 'accepted') projection.applyFollowUp(fact, appendFact(fact), fact.at);
      return outcome;
    },
    keepContact: (row) =>
      done(() => {
        contacts.forgetOlder(row.left_at - CONTACT_KEEP_MS);
        contacts.keep(row);
      }),
    forgetContact: ({ ratingId }) => done(() => contacts.forget(ratingId)),
    forgetOldContacts: ({ now }) => done(() => contacts.forgetOlder(now - CONTACT_KEEP_MS)),
    enrolTerminal({ fact, row }) {
      if (terminals.enrol(row)) appendFact(fact);
      return null;
    },
    keepSelfTests: (rows) => done(() => rows.forEach(selfTests.keep)),
    jobDelivered: ({ id, at, rawReply }) => done(() => projection.outbox.delivered(id, at, rawReply)),
    jobRetry: ({ id, at, rawReply }) => done(() => projection.outbox.retry(id, at, rawReply)),
    jobDead: ({ id, at, rawReply }) => done(() => projection.outbox.dead(id, at, rawReply)),
    reviveJob: ({ id, at }) => done(() => projection.outbox.revive(id, at)),
    ping: () => null,
  };

  return {
    begin() {
      ledger.begin();
      projection.begin();
    },
    execute: (operation) => (executors[operation.name] as (request: unknown) => unknown)(operation.request),
    finish: totals.flush,
    discard() {
      totals.discard();
      projection.discard();
    },
  };
}
