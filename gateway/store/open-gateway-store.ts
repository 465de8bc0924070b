import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import type { EventData, EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { createFieldCipher, type FieldCipher } from '../core/field-cipher.ts';
import { makeFact } from '../core/gateway-facts.ts';
import { packFacts } from '../core/pack-facts.ts';
import { terminalFacts } from '../core/terminal-facts.ts';
import { sealApplicant } from './applicant-fields.ts';
import type { GatewayStore, IngestOutcome, NewServiceSession, OpenOutcome, StoredSession } from './gateway-store.ts';
import { migrate } from './migrate.ts';
import { openReader, openWriter } from './open-database.ts';
import { createFollowUpReads } from './reading/follow-up-reads.ts';
import { createKioskVisitReads } from './reading/kiosk-visit-reads.ts';
import { createOutboxReads } from './reading/outbox-reads.ts';
import { createSessionReads } from './reading/session-reads.ts';
import { createTerminalReads, qrKeyPlace } from './reading/terminal-reads.ts';
import { startWriter, type WriterClient } from './writer-client.ts';

export const DATABASE_FILE = 'gateway.sqlite3';

export interface GatewayStoreOptions {
  /** Folder of the database; created where missing. */
  readonly dir: string;
  /** 32 bytes; encrypts personal data and QR keys. */
  readonly masterKey: Uint8Array;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** How long a rating waits for its reasons before it is forwarded. */
  readonly reasonsGraceMs: number;
  readonly log: EventLog;
}

/**
 * Opens the gateway's SQLite database, creates or migrates it, and starts the writer thread.
 * @throws when the file is damaged, from a newer gateway, or the disk refuses durable writes
 */
export async function openGatewayStore(options: GatewayStoreOptions): Promise<GatewayStore> {
  const cipher = createFieldCipher([options.masterKey], options.randomBytes);
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const path = join(options.dir, DATABASE_FILE);
  const migrating = openWriter(path);
  try {
    await migrate(migrating);
  } finally {
    migrating.close();
  }
  const writer = await startWriter({ path, reasonsGraceMs: options.reasonsGraceMs });
  const reader = openReader(path);
  const sessions = createSessionReads(reader, options.clock);
  await writer.run('forgetOldContacts', { now: options.clock.now() });
  return {
    ...createTerminalReads(reader, cipher),
    ...sessions,
    ...createOutboxReads(reader, cipher),
    ...createKioskVisitReads(reader),
    ...createFollowUpReads(reader, sessions.findSessionByHandle),
    ...createWrites(writer, cipher, options, sessions.findSession),
    async close() {
      await writer.stop();
      if (reader.open) reader.close();
    },
  };
}

/** Where a contact lies. */
export function replyContactPlace(ratingId: string) {
  return { table: 'reply_contact', column: 'contact', rowId: ratingId };
}

type Writes = Pick<
  GatewayStore,
  | 'ingest'
  | 'openSession'
  | 'cancelSession'
  | 'submitPhoneRating'
  | 'submitFollowUp'
  | 'keepReplyContact'
  | 'forgetReplyContact'
  | 'enrolTerminal'
  | 'keepSelfTests'
  | 'jobDelivered'
  | 'jobRetry'
  | 'jobDead'
  | 'reviveJob'
  | 'ping'
>;

function createWrites(
  writer: WriterClient,
  cipher: FieldCipher,
  { clock, log }: GatewayStoreOptions,
  findSession: GatewayStore['findSession'],
): Writes {
  async function openSession({ deviceId, view, service, applicant, caller }: NewServiceSession): Promise<OpenOutcome> {
    const { kind, sessionId, applicantOf } = await writer.run('openSession', {
      fact: makeFact('session.opened', clock.now(), { deviceId, view, service, caller }),
      applicant: applicant === undefined ? null : sealApplicant(applicant, view.sessionId, cipher),
    });
    // Encrypted for its place: what was meant for the new session cannot be put to one that was there before.
    if (applicant !== undefined && applicantOf !== null) {
      await writer.run('attachApplicant', sealApplicant(applicant, applicantOf, cipher));
    }
    return { kind, session: findSession(sessionId) as StoredSession };
  }

  async function reported(ingested: Promise<IngestOutcome>, where: EventData): Promise<IngestOutcome> {
    const outcome = await ingested;
    if (outcome.kind === 'conflict') log('ingest.conflict', where);
    if (outcome.kind === 'chain-broken') log('ingest.chain-broken', { ...where, reason: outcome.reason });
    return outcome;
  }

  return {
    openSession,
    ingest({ records, ...batch }) {
      const where = { device: batch.deviceId, epoch: batch.epoch, fromSeq: batch.fromSeq, records: records.length };
      return reported(writer.run('ingest', { ...batch, facts: packFacts(terminalFacts(records)) }), where);
    },
    async cancelSession(sessionId, at) {
      await writer.run('cancelSession', { fact: makeFact('session.cancelled', at, { sessionId }) });
    },
    submitPhoneRating: (rating) =>
      writer.run('phoneRating', { fact: makeFact('rating.by-phone', clock.now(), rating) }),
    submitFollowUp: (followUp) => writer.run('followUp', { fact: makeFact('rating.follow-up', clock.now(), followUp) }),
    async keepReplyContact({ ratingId, deviceId, qrHandle, contact }) {
      const row = { rating_id: ratingId, device: deviceId, qr_handle: qrHandle, left_at: clock.now() };
      const sealed = cipher.seal(`${contact.kind} ${contact.value}`, replyContactPlace(ratingId));
      await writer.run('keepContact', { ...row, contact: sealed });
    },
    forgetReplyContact: async (ratingId) => void (await writer.run('forgetContact', { ratingId })),
    async enrolTerminal({ deviceId, shortId, publicKey, qrKey, windowName }) {
      const at = clock.now();
      await writer.run('enrolTerminal', {
        fact: makeFact('terminal.enrolled', at, { deviceId, shortId, publicKey, windowName }),
        row: {
          device_id: deviceId,
          short_id: shortId,
          public_key: publicKey,
          qr_key: cipher.seal(qrKey, qrKeyPlace(deviceId)),
          window_name: windowName,
          retired: 0,
          enrolled_at: at,
        },
      });
      log('terminal.enrolled', { device: deviceId });
    },
    async keepSelfTests(selfTests) {
      const rows = selfTests.map(({ deviceId, state, at, provenAt, overdue }) => ({
        ...{ device: deviceId, state, at, proven_at: provenAt, overdue: overdue ? 1 : 0 },
      }));
      await writer.run('keepSelfTests', rows);
    },
    jobDelivered: async (id, at, rawReply) => void (await writer.run('jobDelivered', { id, at, rawReply })),
    jobRetry: async (id, nextAt, rawReply) => void (await writer.run('jobRetry', { id, at: nextAt, rawReply })),
    jobDead: async (id, at, rawReply) => void (await writer.run('jobDead', { id, at, rawReply })),
    reviveJob: async (id, at) => void (await writer.run('reviveJob', { id, at })),
    ping: async () => void (await writer.run('ping', null)),
  };
}
