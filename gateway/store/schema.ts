import type { Generated } from 'kysely';

/** Rows as they lie on disk. Times are milliseconds since the epoch; hashes are lower-case hex; JSON columns are canonical. */
export interface GatewaySchema {
  ledger: LedgerTable;
  ledger_segment: LedgerSegmentTable;
  stream: StreamTable;
  quarantine: QuarantineTable;
  quarantine_record: QuarantineRecordTable;
  terminal: TerminalTable;
  terminal_self_test: TerminalSelfTestTable;
  session: SessionTable;
  session_guest: SessionGuestTable;
  kiosk_visit: KioskVisitTable;
  applicant: ApplicantTable;
  session_rating: SessionRatingTable;
  duplicate_rating: DuplicateRatingTable;
  held_rating: HeldRatingTable;
  follow_up_rating: FollowUpRatingTable;
  reply_contact: ReplyContactTable;
  outbox: OutboxTable;
  total: TotalTable;
}

/** Append-only; triggers refuse UPDATE and DELETE. */
export interface LedgerTable {
  /** 1, 2, 3 … within the lane. */
  idx: number;
  lane: number;
  source: 'terminal' | 'gateway';
  /** The three that name a terminal's record; null for the gateway's own facts. */
  device: string | null;
  epoch: string | null;
  seq: number | null;
  received_at: number;
  /** Text as received, byte for byte. */
  text: string;
  /** Chain hash of the terminal's log; for the gateway's facts SHA-256 of the text. */
  hash: string;
  /** The ledger's own chain. */
  chain: string;
}

/** One ingested upload: which ledger rows it became, and the terminal's signature over its last record. */
export interface LedgerSegmentTable {
  first_idx: number;
  last_idx: number;
  device: string;
  epoch: string;
  from_seq: number;
  to_seq: number;
  head_signature: string;
}

/** High-water mark of one epoch of one terminal. */
export interface StreamTable {
  device: string;
  epoch: string;
  high_seq: number;
  high_hash: string;
}

/** A batch that contradicts what is held. Kept whole, never counted. */
export interface QuarantineTable {
  id: Generated<number>;
  device: string;
  epoch: string;
  from_seq: number;
  to_seq: number;
  prev_hash: string;
  to_hash: string;
  head_signature: string;
  received_at: number;
}

export interface QuarantineRecordTable {
  quarantine_id: number;
  seq: number;
  text: string;
}

export interface TerminalTable {
  device_id: string;
  short_id: string;
  public_key: string;
  /** Encrypted. */
  qr_key: string;
  window_name: string;
  retired: number;
  enrolled_at: number;
}

/** What a terminal last told of its self-test, by the gateway's clock. */
export interface TerminalSelfTestTable {
  device: string;
  /** Null, like the two after it, where it told of none. */
  state: 'passed' | 'failed' | 'given-way' | null;
  at: number | null;
  /** When all five levels last reached the gateway. */
  proven_at: number | null;
  /** 1 where it was said to be without proof for too long. */
  overdue: number;
}

export interface SessionTable {
  session_id: string;
  /** The session that was opened before for the same service: ratings count there. Null, for nearly all, where this is the one. */
  canonical_id: string | null;
  device: string;
  qr_handle: string;
  opened_by: string;
  opened_at: number;
  /** The row that tells of it: what is shown and the service record are read from there. */
  ledger_idx: number;
  project_no: string | null;
  service_number: number | null;
  caller: string | null;
  cancelled_at: number | null;
  /** When the terminal said that it was over, and how. */
  closed_at: number | null;
  outcome: string | null;
  /** 业务流水号 where the service has one; the case number stands for it where not. */
  serial_number: string | null;
}

/** A session that was opened at a terminal to which it does not belong: at a kiosk, by its receipt. */
export interface SessionGuestTable {
  session_id: string;
  device: string;
  /** The same as the session's; here so that a code minted by this terminal is found. */
  qr_handle: string;
  ledger_idx: number;
  /** When this terminal said that it was over, and how. */
  closed_at: number | null;
  outcome: string | null;
}

/** A session that began at a kiosk without a service: by a number that is to be resolved, or chosen from the catalogue. */
export interface KioskVisitTable {
  /** In the order in which they were told of. */
  id: Generated<number>;
  session_id: string;
  device: string;
  kind: 'number' | 'place';
  serial_number: string | null;
  hall_id: string | null;
  window_id: string | null;
  matter_id: string | null;
  catalogue_version: string | null;
  /** By the gateway's clock. */
  opened_at: number;
  received_at: number;
  /** The session of the service that the number turned out to mean. */
  resolved_to: string | null;
}

/** Each field encrypted on its own. */
export interface ApplicantTable {
  session_id: string;
  user_prop: string;
  user_name: string;
  user_page_type: string | null;
  cert_key: string | null;
  mobile: string | null;
}

/** The one rating that counts. */
export interface SessionRatingTable {
  session_id: string;
  rating_id: string;
  ledger_idx: number;
  level: number;
  channel: string;
  /** When the citizen rated, by the gateway's clock. */
  assessed_at: number;
  tags: string;
  remark: string;
  reasons_known: number;
  /** JSON array of second-level items: with the case, for who handles it; no city has a field for them. */
  items: string;
  /** The ledger row that holds a handwritten note; null where there is none. */
  ink_idx: number | null;
}

/** Ratings that came later than the one that counts. */
export interface DuplicateRatingTable {
  session_id: string;
  rating_id: string;
  ledger_idx: number;
  reason: string;
}

/** Phone ratings whose session the terminal has not told of yet. The first of a handle may count, the others are kept. */
export interface HeldRatingTable {
  device: string;
  qr_handle: string;
  rating_id: string;
  ledger_idx: number;
  level: number;
  channel: string;
  submitted_at: number;
  tags: string;
  remark: string;
  /** JSON array of second-level items. */
  items: string;
  standing: 'held' | 'duplicate';
}

/** 追评 of a rating, whether that one counts or not. */
export interface FollowUpRatingTable {
  /** The rating it follows. */
  rating_id: string;
  follow_up_id: string;
  ledger_idx: number;
  level: number;
  channel: string;
  assessed_at: number;
  tags: string;
  remark: string;
  /** JSON array of second-level items. */
  items: string;
}

/** How a citizen can be answered. Erasable, so not in the ledger; of no use without the key of the fields. */
export interface ReplyContactTable {
  /** Under which the citizen sent the page. */
  rating_id: string;
  device: string;
  qr_handle: string;
  /** Encrypted: kind and value. */
  contact: string;
  left_at: number;
}

export interface OutboxTable {
  id: Generated<number>;
  kind: 'service' | 'rating' | 'follow-up';
  session_id: string;
  state: 'pending' | 'delivered' | 'dead';
  /** Null while a rating waits for its service record or a 追评 for its rating, and once the job is over. */
  due_at: number | null;
  /** When a waiting rating would be due by its own clock. */
  wanted_at: number;
  attempts: number;
  created_at: number;
  ended_at: number | null;
  last_reply: string | null;
}

/** Running totals, so that no reader counts a large table. */
export interface TotalTable {
  name: string;
  value: number;
}
