import type { FactOf } from '../core/gateway-facts.ts';
import type { PackedFacts } from '../core/pack-facts.ts';
import type { FollowUpOutcome, IngestBatch, IngestOutcome, PhoneOutcome } from './gateway-store.ts';
import type { ApplicantTable, ReplyContactTable, TerminalSelfTestTable, TerminalTable } from './schema.ts';
import type { StoreErrorCode } from './store-error.ts';

/** What the writer thread is asked to do, by name. Personal data is encrypted before it gets here. */
export interface WriteOperations {
  ingest: {
    request: Omit<IngestBatch, 'records'> & { readonly facts: PackedFacts };
    answer: IngestOutcome;
  };
  openSession: {
    request: { readonly fact: FactOf<'session.opened'>; readonly applicant: ApplicantTable | null };
    answer: {
      readonly kind: 'opened' | 'existing';
      readonly sessionId: string;
      /** The session under which an applicant belongs, where one was given but lies nowhere yet; null otherwise. */
      readonly applicantOf: string | null;
    };
  };
  /** Does nothing where the session has an applicant already. */
  attachApplicant: { request: ApplicantTable; answer: null };
  cancelSession: { request: { readonly fact: FactOf<'session.cancelled'> }; answer: null };
  phoneRating: { request: { readonly fact: FactOf<'rating.by-phone'> }; answer: PhoneOutcome };
  /** Only what is accepted gets into the ledger: of the rest the citizen is told that it did not. */
  followUp: {
    request: { readonly fact: FactOf<'rating.follow-up'> };
    answer: FollowUpOutcome;
  };
  /** Also deletes what has been kept for too long. */
  keepContact: { request: ReplyContactTable; answer: null };
  forgetContact: { request: { readonly ratingId: string }; answer: null };
  forgetOldContacts: { request: { readonly now: number }; answer: null };
  enrolTerminal: {
    request: { readonly fact: FactOf<'terminal.enrolled'>; readonly row: TerminalTable };
    answer: null;
  };
  keepSelfTests: { request: readonly TerminalSelfTestTable[]; answer: null };
  jobDelivered: { request: JobEnd; answer: null };
  jobRetry: { request: JobEnd; answer: null };
  jobDead: { request: JobEnd; answer: null };
  reviveJob: { request: Omit<JobEnd, 'rawReply'>; answer: null };
  ping: { request: null; answer: null };
}

interface JobEnd {
  readonly id: number;
  readonly at: number;
  readonly rawReply: string;
}

export type OperationName = keyof WriteOperations;
export type OperationRequest<N extends OperationName> = WriteOperations[N]['request'];
export type OperationAnswer<N extends OperationName> = WriteOperations[N]['answer'];

/** An operation as it travels. */
export type AnyOperation = {
  [N in OperationName]: { readonly name: N; readonly request: OperationRequest<N> };
}[OperationName];

/** What became of one operation. Sent only once its transaction is on disk, or rolled back. */
export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: StoreErrorCode; readonly message: string };

/** Main thread → writer thread. */
export type ToWriter =
  | { readonly type: 'operation'; readonly id: number; readonly operation: AnyOperation }
  | { readonly type: 'shrink-log' }
  | { readonly type: 'stop' };

/** Writer thread → main thread. */
export type FromWriter =
  | { readonly type: 'ready' }
  | { readonly type: 'answers'; readonly answers: readonly Answer[] }
  /** About this many bytes went into the write-ahead log since the last such message. */
  | { readonly type: 'log-grew'; readonly bytes: number }
  | { readonly type: 'stopped' };
