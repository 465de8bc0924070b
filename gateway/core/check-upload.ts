import { hash, type KeyObject } from 'node:crypto';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { headSigningText } from '@mingjing/shared/domain/hash-chain.ts';
import type { DeviceId } from '@mingjing/shared/domain/ids.ts';
import { type LogRecord, logRecordSchema, RECORD_MAX_BYTES } from '@mingjing/shared/domain/record.ts';
import { isSignedBy } from './terminal-key.ts';

/** An upload as it came over the wire, of a terminal whose identity is known. */
export interface RawUpload {
  readonly deviceId: DeviceId;
  readonly epoch: string;
  readonly fromSeq: number;
  readonly texts: readonly string[];
  readonly headSignature: string;
}

/** An upload that is consistent in itself: every record valid and in its place, the chain unbroken, the head signed. */
export interface CheckedUpload extends RawUpload {
  readonly records: readonly LogRecord[];
  readonly hashes: readonly string[];
  readonly prevHash: string;
}

/** `format`: a record is not what it must be. `chain`: records, chain and signature do not belong together. */
export interface UploadFault {
  readonly kind: 'format' | 'chain';
  /** Place in the upload, from 0; null for the upload as a whole. */
  readonly offset: number | null;
  readonly reason: string;
}

/**
 * Checks everything about an upload that can be checked without knowing what is held already.
 *
 * That a text is the canonical one is not checked: it would cost about a tenth of the processor time of ingest and protect nothing. Texts
 * are chained, signed, compared and kept byte for byte, so another spelling of a record that is held is another text under its number, a
 * conflict; and what counts is decided by the session and rating ids in it, in whatever spelling or epoch they come.
 */
export function checkUpload(upload: RawUpload, terminalKey: KeyObject): Result<CheckedUpload, UploadFault> {
  const records: LogRecord[] = [];
  const hashes: string[] = [];
  let previous: string | undefined;
  for (const [offset, text] of upload.texts.entries()) {
    const record = parseRecord(text);
    if (!record.ok) return err({ kind: 'format', offset, reason: record.error });
    const misplaced = placeFault(record.value, upload, offset) ?? linkFault(record.value, previous);
    if (misplaced !== undefined) return err({ kind: 'chain', offset, reason: misplaced });
    previous = hashEntry(record.value.prevHash, text);
    records.push(record.value);
    hashes.push(previous);
  }
  const [first] = records;
  if (first === undefined || previous === undefined) return err({ kind: 'format', offset: null, reason: 'no records' });
  const head = {
    deviceId: upload.deviceId,
    epoch: upload.epoch,
    seq: upload.fromSeq + records.length - 1,
    hash: previous,
  };
  if (!isSignedBy(terminalKey, headSigningText(head), upload.headSignature)) {
    return err({ kind: 'chain', offset: null, reason: 'headSignature is not this terminal’s over the last record' });
  }
  return ok({ ...upload, records, hashes, prevHash: first.prevHash });
}

function parseRecord(text: string): Result<LogRecord, string> {
  // A UTF-16 unit takes at most three bytes; most texts need no count.
  if (text.length * 3 > RECORD_MAX_BYTES && Buffer.byteLength(text) > RECORD_MAX_BYTES) {
    return err(`longer than ${RECORD_MAX_BYTES} bytes`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err('not JSON');
  }
  const parsed = logRecordSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return err(`${issue?.path.join('.') || '(record)'}: ${issue?.message ?? 'does not fit'}`.slice(0, 200));
}

function placeFault(record: LogRecord, upload: RawUpload, offset: number): string | undefined {
  if (record.deviceId !== upload.deviceId) return 'deviceId: the record belongs to another terminal';
  if (record.epoch !== upload.epoch) return 'epoch: the record belongs to another epoch';
  const expected = upload.fromSeq + offset;
  return record.seq === expected ? undefined : `seq: expected ${expected}, not ${record.seq}`;
}

function linkFault(record: LogRecord, previous: string | undefined): string | undefined {
  if (previous === undefined || record.prevHash === previous) return undefined;
  return 'prevHash: is not the hash of the record before';
}

const HASH_BYTES = 32;
const scratch = Buffer.allocUnsafe(HASH_BYTES + RECORD_MAX_BYTES);

/** The same value as the shared `chainHash`, in one call into OpenSSL: this runs for every record of every terminal. */
export function hashEntry(prevHash: string, text: string): string {
  scratch.write(prevHash, 0, 'hex');
  const length = scratch.write(text, HASH_BYTES, 'utf8');
  return hash('sha256', scratch.subarray(0, HASH_BYTES + length), 'hex');
}
