import type { Level } from '@mingjing/shared/domain/levels.ts';
import { type LogRecord, logRecordSchema } from '@mingjing/shared/domain/record.ts';
import type { LogStore } from '../store/log-store.ts';

/** What a test reads back at most: five sessions of three records, and what other things happened meanwhile. */
const RECORDS_MAX = 64;
const BYTES_MAX = 256 * 1024;

/**
 * The sequence number under which a test rating lies in the log, read back from the disk: there must be exactly one of this session,
 * with this level and marked as a test.
 * @param after sequence number of the log's head before the session was opened
 * @returns null where there is none, more than one, or another level
 */
export function testRatingIn(
  store: Pick<LogStore, 'readAfter'>,
  wanted: { readonly after: number; readonly sessionId: string; readonly level: Level },
): number | null {
  const { fromSeq, texts } = store.readAfter(wanted.after, RECORDS_MAX, BYTES_MAX);
  const found = texts.flatMap((text, index) => {
    const record = readRecord(text);
    return record?.type === 'rating' && record.body.sessionId === wanted.sessionId
      ? [{ body: record.body, seq: fromSeq + index }]
      : [];
  });
  const [only] = found;
  if (only === undefined || found.length > 1) return null;
  return only.body.level === wanted.level && only.body.origin === 'self-test' ? only.seq : null;
}

function readRecord(text: string): LogRecord | undefined {
  try {
    return logRecordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
