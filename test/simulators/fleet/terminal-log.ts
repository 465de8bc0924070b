import { randomBytes } from 'node:crypto';
import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import { GENESIS_HASH, headSigningText, type SealedRecord, sealRecord } from '@mingjing/shared/domain/hash-chain.ts';
import type { Epoch, QrHandle, RatingId, SessionId } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import type { FollowupBody, LogRecord, NewEntry, RatingBody } from '@mingjing/shared/domain/record.ts';
import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { ActionRequest } from '@mingjing/shared/protocol/actions.ts';
import { newId, type TerminalIdentity } from './terminal-identity.ts';

/** The append-only log of a simulated terminal: what a real one writes, in memory. */
export interface TerminalLog {
  readonly epoch: Epoch;
  lastSeq(): number;
  append(entry: NewEntry, at?: number): SealedRecord;
  /** The upload frame of records `fromSeq … toSeq`, signed. */
  upload(fromSeq: number, toSeq?: number): ActionRequest<'UploadRecords'>;
  records(): readonly SealedRecord[];
  /** The same log on another machine: a copied disk. */
  copy(): TerminalLog;
  /** What a terminal does after a conflict: a new epoch into which everything after `ackedSeq` is written again. */
  beginEpochAfter(ackedSeq: number): TerminalLog;
}

export interface TerminalLogOptions {
  readonly epoch?: Epoch;
  readonly clockOffset?: number;
  readonly startAt?: number;
  readonly records?: readonly SealedRecord[];
}

export function newTerminalLog(identity: TerminalIdentity, options: TerminalLogOptions = {}): TerminalLog {
  const { clockOffset = 0, startAt = Date.now() } = options;
  const epoch = options.epoch ?? newId<Epoch>();
  const log: SealedRecord[] = [...(options.records ?? [])];

  function append(entry: NewEntry, at = startAt + log.length): SealedRecord {
    const envelope = {
      v: 1,
      deviceId: identity.deviceId,
      epoch,
      seq: log.length + 1,
      at,
      mono: log.length,
      clockOffset,
      prevHash: log.at(-1)?.hash ?? GENESIS_HASH,
    } as const;
    const sealed = sealRecord({ ...envelope, ...entry } as LogRecord);
    log.push(sealed);
    return sealed;
  }

  return {
    epoch,
    lastSeq: () => log.length,
    append,
    records: () => log,
    upload(fromSeq, toSeq = log.length) {
      const slice = log.slice(fromSeq - 1, toSeq);
      const head = { deviceId: identity.deviceId, epoch, seq: toSeq, hash: slice.at(-1)?.hash ?? '' };
      return {
        epoch,
        fromSeq,
        records: slice.map(({ text }) => text),
        headSignature: identity.sign(headSigningText(head)),
      };
    },
    copy: () => newTerminalLog(identity, { ...options, epoch, records: log }),
    beginEpochAfter(ackedSeq) {
      const next = newTerminalLog(identity, { clockOffset, startAt });
      for (const { record } of log.slice(ackedSeq))
        next.append({ type: record.type, body: record.body } as NewEntry, record.at);
      return next;
    },
  };
}

/** A service as one terminal lives it. */
export interface SimulatedService {
  readonly sessionId: SessionId;
  readonly ratingId: RatingId;
  readonly qrHandle: QrHandle;
}

export interface ServiceShape {
  readonly at?: number;
  readonly level?: Level;
  /** Undefined: the session was opened by a pad key. */
  readonly service?: ServiceRecord;
  /** Undefined: the citizen was not asked yet. */
  readonly reasons?: Pick<FollowupBody, 'tags' | 'text' | 'skipped'>;
  readonly view?: SessionView;
}

export function newView(at: number): SessionView {
  return {
    sessionId: newId<SessionId>(at),
    qrHandle: toBase64Url(randomBytes(16)) as QrHandle,
    openedBy: 'local-api',
    openedAt: at,
    matterName: '户口迁移',
    staffName: '王芳',
    staffNumber: '0012',
  };
}

export function openedEntry(view: SessionView, service?: ServiceRecord): NewEntry {
  return { type: 'session', body: { kind: 'opened', view, ...(service === undefined ? {} : { service }) } };
}

export function closedEntry(sessionId: SessionId, outcome: 'rated' | 'unrated' | 'rated-elsewhere'): NewEntry {
  return { type: 'session', body: { kind: 'closed', sessionId, outcome } };
}

export function ratingEntry(sessionId: SessionId, at: number, body: Partial<RatingBody> = {}): NewEntry {
  return {
    type: 'rating',
    body: {
      ratingId: newId<RatingId>(at),
      sessionId,
      level: 5,
      channel: 'window',
      origin: 'active',
      source: 'pad',
      pressedAt: at,
      latencyMs: 2_400,
      undoCount: 0,
      catalogueVersion: '2026-01',
      layoutVersion: '1',
      language: 'zh-CN',
      ...body,
    },
  };
}

export function reasonsEntry(rating: NewEntry, reasons: NonNullable<ServiceShape['reasons']>): NewEntry {
  const { ratingId, sessionId, catalogueVersion } = rating.body as RatingBody;
  return { type: 'followup', body: { kind: 'reasons', ratingId, sessionId, catalogueVersion, ...reasons } };
}

/** Writes one whole service: opened, rated, reasons where given, closed. */
export function liveService(log: TerminalLog, shape: ServiceShape = {}): SimulatedService {
  const at = shape.at ?? Date.now();
  const view = shape.view ?? newView(at);
  const rating = ratingEntry(view.sessionId, at, { level: shape.level ?? 5 });
  log.append(openedEntry(view, shape.service), at);
  log.append(rating, at);
  if (shape.reasons !== undefined) log.append(reasonsEntry(rating, shape.reasons), at);
  log.append(closedEntry(view.sessionId, 'rated'), at);
  return { sessionId: view.sessionId, qrHandle: view.qrHandle, ratingId: (rating.body as RatingBody).ratingId };
}

/** The terminal tries its five levels: sessions of its own, from the best level to the worst. Returns their session ids. */
export function selfTest(log: TerminalLog, at = Date.now()): readonly SessionId[] {
  return LEVEL_ORDER.map((level) => {
    const { sessionId, qrHandle, openedAt } = newView(at);
    log.append(openedEntry({ sessionId, qrHandle, openedAt, openedBy: 'self-test' }));
    log.append(ratingEntry(sessionId, at, { level, origin: 'self-test', source: 'screen' }));
    log.append(closedEntry(sessionId, 'rated'));
    return sessionId;
  });
}
