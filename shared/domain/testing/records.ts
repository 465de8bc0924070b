import { type LogRecord, logRecordSchema, type RatingBody, ratingBodySchema } from '../record.ts';

const id = (kind: number, n: number) => `0199000${kind}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** A well-formed rating body, as a terminal writes it. */
export function ratingBody(n = 1): RatingBody {
  return ratingBodySchema.parse({
    ratingId: id(1, n),
    sessionId: id(2, n),
    level: 5,
    channel: 'window',
    origin: 'active',
    source: 'pad',
    pressedAt: 1_790_000_000_000,
    latencyMs: 900,
    undoCount: 0,
    catalogueVersion: 'national-1',
    layoutVersion: 'row-5-best-first-1',
    language: 'zh-CN',
  });
}

/** Record number `seq` of an epoch, about nothing in particular. */
export function eventRecord(seq: number, prevHash: string): LogRecord {
  const place = { v: 1, deviceId: id(0, 1), epoch: id(3, 1), seq, at: 1_790_000_000_000 + seq, mono: seq, prevHash };
  const body = { event: 'test.happened', data: { n: seq } };
  return logRecordSchema.parse({ ...place, clockOffset: null, type: 'event', body });
}
