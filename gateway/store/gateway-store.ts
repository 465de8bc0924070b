import type { Channel } from '@mingjing/shared/domain/channels.ts';
import type { DeviceId, QrHandle, RatingId, SessionId, ShortId } from '@mingjing/shared/domain/ids.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { ChosenItems } from '@mingjing/shared/domain/matter-items.ts';
import type { LogRecord } from '@mingjing/shared/domain/record.ts';
import type { Applicant, ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { SelfTestStanding } from '../core/self-test-overdue.ts';

/** An enrolled terminal. */
export interface Terminal {
  readonly deviceId: DeviceId;
  readonly shortId: ShortId;
  /** Ed25519, raw 32 bytes, base64url. */
  readonly publicKey: string;
  readonly qrKey: Uint8Array;
  readonly windowName: string;
  readonly retired: boolean;
}

/** One upload of a terminal, already parsed, with its inner chain and head signature checked. */
export interface IngestBatch {
  readonly deviceId: DeviceId;
  readonly epoch: string;
  readonly fromSeq: number;
  /** Texts as the terminal hashed them, in order, without gaps. Canonical where the terminal keeps its word; nothing rests on it. */
  readonly texts: readonly string[];
  /** What the texts say, parsed. */
  readonly records: readonly LogRecord[];
  /** Chain hash after each text. */
  readonly hashes: readonly string[];
  /** `prevHash` of the first record. */
  readonly prevHash: string;
  readonly headSignature: string;
  readonly receivedAt: number;
}

/** A session that a terminal may still show although its service was rated elsewhere: it is to be told. */
export interface SettledSession {
  readonly deviceId: DeviceId;
  readonly sessionId: SessionId;
}

/** What became of a batch. `stored` also when all of it was known already. Resolved only once fsynced. */
export type IngestOutcome =
  | { readonly kind: 'stored'; readonly ackSeq: number; readonly settled: readonly SettledSession[] }
  | { readonly kind: 'gap'; readonly expectedSeq: number }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'chain-broken'; readonly reason: string };

/** A session as a business system opens it. */
export interface NewServiceSession {
  readonly deviceId: DeviceId;
  readonly view: SessionView;
  readonly service: ServiceRecord;
  /** Encrypted field by field before it reaches the disk. */
  readonly applicant: Applicant | undefined;
  readonly caller: string;
}

/** `existing`: the same projectNo + serviceNumber was opened before; the first session stays the one, and takes the applicant if it has none. */
export type OpenOutcome = { readonly kind: 'opened' | 'existing'; readonly session: StoredSession };

/** A session as the gateway knows it. Carries no level: nothing that staff can reach may (P5). */
export interface StoredSession {
  readonly sessionId: SessionId;
  readonly deviceId: DeviceId;
  readonly view: SessionView;
  readonly service: ServiceRecord | null;
  readonly rated: boolean;
  readonly ratedAt: number | null;
  readonly closed: boolean;
  /** Taken back by whoever opened it. */
  readonly cancelled: boolean;
  /** When it was opened, by the gateway's clock. */
  readonly openedAt: number;
}

/** A rating given on the citizen's phone. */
export interface PhoneRating {
  readonly ratingId: RatingId;
  readonly deviceId: DeviceId;
  readonly qrHandle: QrHandle;
  readonly level: Level;
  readonly channel: Channel;
  readonly tags: readonly string[];
  readonly text: string;
  readonly catalogueVersion: string;
  /** 二级评价; absent when nothing was chosen. No city takes them. */
  readonly items?: ChosenItems;
  readonly submittedAt: number;
}

/**
 * `held`: the terminal has not told us of the session yet (it is offline); the rating counts once it does.
 * `duplicate`: the session already had its rating; this one is kept and never counted.
 * `repeated`: this very rating was taken before (a resubmitted form).
 */
export type PhoneOutcome = {
  readonly kind: 'accepted' | 'held' | 'duplicate' | 'repeated';
  readonly sessionId: SessionId | null;
  readonly settled: readonly SettledSession[];
};

/** 追评: given on the phone, once, for a service that has its rating. */
export interface FollowUpRating extends Omit<PhoneRating, 'ratingId'> {
  readonly followUpId: RatingId;
}

/**
 * `repeated`: this very one was taken before. `later`: the service has one. `unrated`: there is no rating that it could
 * follow. Only what is accepted is kept.
 */
export type FollowUpOutcome = 'accepted' | 'repeated' | 'later' | 'unrated';

/** How a citizen can be answered. */
export interface NewReplyContact {
  /** Under which the citizen sent the page. */
  readonly ratingId: RatingId;
  readonly deviceId: DeviceId;
  readonly qrHandle: QrHandle;
  readonly contact: { readonly kind: 'phone' | 'email'; readonly value: string };
}

/** A job of the outbox: one record to forward. */
export interface ForwardJob {
  readonly id: number;
  readonly kind: 'service' | 'rating' | 'follow-up';
  readonly sessionId: SessionId;
  readonly attempts: number;
  readonly createdAt: number;
}

/** A rating or its 追评 as the city is told of it. */
export interface ForwardRating {
  readonly level: Level;
  readonly channel: Channel;
  readonly assessedAt: number;
  /** 1 for the first rating 首次, 2 for the 追评. */
  readonly assessNumber: 1 | 2;
  readonly tags: readonly string[];
  readonly text: string;
}

/** All that forwarding needs of one session. */
export interface ForwardMaterial {
  readonly service: ServiceRecord;
  readonly applicant: Applicant | null;
  readonly rating: ForwardRating | null;
  readonly followUp: ForwardRating | null;
}

/** A job given up on, with what the city said. */
export interface DeadLetter {
  readonly id: number;
  readonly kind: 'service' | 'rating' | 'follow-up';
  readonly sessionId: SessionId;
  readonly attempts: number;
  readonly rawReply: string;
  readonly diedAt: number;
}

/** A terminal in service, without its keys. */
export interface ListedTerminal {
  readonly deviceId: DeviceId;
  readonly shortId: ShortId;
  readonly windowName: string;
  /** Gateway clock, ms. */
  readonly enrolledAt: number;
  /** What it last told of its self-test, and whether it was said to be overdue; null where nothing was kept. */
  readonly selfTest: (SelfTestStanding & { readonly overdue: boolean }) | null;
}

/** A terminal's self-test as it is to be kept. */
export interface KeptSelfTest extends SelfTestStanding {
  readonly deviceId: DeviceId;
  readonly overdue: boolean;
}

/** What the metrics page counts. Totals only, never by level. */
export interface StoreCounts {
  readonly ledgerRows: number;
  readonly sessions: number;
  readonly ratedSessions: number;
  readonly duplicateRatings: number;
  /** By which terminals tried their own five levels; in no other number. */
  readonly selfTestRatings: number;
  readonly quarantined: number;
  readonly outboxPending: number;
  readonly outboxDead: number;
  readonly outboxDelivered: number;
}

/** Ratings at kiosks that belong to no service, or to none yet; as far as they are counted. */
export interface KioskVisitCounts {
  /** By a number that no service has come for. */
  readonly unresolved: number;
  /** The same, for so long that it is given up. */
  readonly expired: number;
  /** 独立评价, chosen from the catalogue. */
  readonly independent: number;
  /** Of the independent ones those that came too fast or too soon after another (`KIOSK_FLAGS`): kept and counted there, too. */
  readonly flagged: number;
}

/** A rating by a number that no service has come for. */
export interface UnresolvedRating {
  readonly serialNumber: string;
  /** Short id of the kiosk. */
  readonly terminal: string;
  /** By the gateway's clock. */
  readonly openedAt: number;
  readonly receivedAt: number;
}

/** The gateway's database. Writes go through one writer with group commit and resolve once they are on disk; reads are direct. */
export interface GatewayStore {
  ingest(batch: IngestBatch): Promise<IngestOutcome>;
  openSession(session: NewServiceSession): Promise<OpenOutcome>;
  /** Marks a session closed by its opener; a rating that still arrives counts all the same. */
  cancelSession(sessionId: SessionId, at: number): Promise<void>;
  submitPhoneRating(rating: PhoneRating): Promise<PhoneOutcome>;
  submitFollowUp(followUp: FollowUpRating): Promise<FollowUpOutcome>;
  /** Keeps it encrypted, apart from the rating; replaces what was left under the same id. */
  keepReplyContact(contact: NewReplyContact): Promise<void>;
  forgetReplyContact(ratingId: RatingId): Promise<void>;
  enrolTerminal(terminal: Omit<Terminal, 'retired'>): Promise<void>;
  /** Replaces what was kept of these terminals. */
  keepSelfTests(selfTests: readonly KeptSelfTest[]): Promise<void>;

  findTerminal(deviceId: string): Terminal | undefined;
  findTerminalByShortId(shortId: string): Terminal | undefined;
  findTerminalByPublicKey(publicKey: string): Terminal | undefined;
  /** In the order of their short ids, those after one; without the retired ones. */
  listTerminals(after: string, limit: number): readonly ListedTerminal[];
  findSession(sessionId: string): StoredSession | undefined;
  findSessionByHandle(deviceId: DeviceId, handle: QrHandle): StoredSession | undefined;
  /** The sessions opened last under a 业务流水号 (the case number where a service has none of its own), newest first; a bounded number. */
  findSessionsBySerial(serialNumber: string): readonly StoredSession[];
  /** Whether a rating (counted or held) exists for a code's handle, with or without a known session. */
  isHandleRated(deviceId: DeviceId, handle: QrHandle): boolean;
  /** The service that a code leads to, once it has its rating. */
  findRatedService(
    deviceId: DeviceId,
    handle: QrHandle,
  ): { readonly ratingId: RatingId; readonly ratedAt: number; readonly followedUp: boolean } | undefined;
  hasReplyContact(ratingId: RatingId): boolean;
  /**
   * What a terminal that connects must be told of: sessions opened here, for it, that it has not closed; and those opened at it, as its
   * own or as a kiosk's, that it has not closed although they were rated meanwhile.
   */
  openSessionsOf(deviceId: DeviceId): readonly StoredSession[];
  /** Highest contiguous sequence held of an epoch; 0 for an unknown one. */
  ackedSeq(deviceId: DeviceId, epoch: string): number;
  counts(): StoreCounts;
  kioskVisitCounts(now: number): KioskVisitCounts;
  /** Oldest first. */
  unresolvedRatings(now: number, limit: number): readonly UnresolvedRating[];

  /**
   * Jobs due at `now`, service records before ratings of the same session; then those due after `latest`: no wait is that long, so the
   * clock was set back since they were written.
   */
  dueJobs(now: number, limit: number, latest?: number): readonly ForwardJob[];
  /** When the next job is due, or null. */
  nextDueAt(): number | null;
  materialOf(sessionId: SessionId): ForwardMaterial | undefined;
  jobDelivered(id: number, at: number, rawReply: string): Promise<void>;
  jobRetry(id: number, nextAt: number, rawReply: string): Promise<void>;
  jobDead(id: number, at: number, rawReply: string): Promise<void>;
  /** Newest first. */
  deadLetters(limit: number): readonly DeadLetter[];
  /** Ratings that cannot be forwarded because their service record is a dead letter. */
  blockedRatings(): number;
  /** Puts a dead letter back into the outbox. */
  reviveJob(id: number, at: number): Promise<void>;

  /** Resolves when the writer has carried out a commit that changes nothing. @throws StoreError */
  ping(): Promise<void>;
  close(): Promise<void>;
}
