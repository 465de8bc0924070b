import { describe, expect, it } from 'vitest';
import { GENESIS_HASH, sealRecord } from './hash-chain.ts';
import { followupBodySchema, logRecordSchema, RECORD_MAX_BYTES } from './record.ts';
import { eventRecord, ratingBody } from './testing/records.ts';

const rating = { ...eventRecord(1, GENESIS_HASH), type: 'rating', body: ratingBody() };
const followup = {
  kind: 'reasons',
  ratingId: ratingBody().ratingId,
  sessionId: ratingBody().sessionId,
  tags: ['101', '102'],
  text: '很好',
  skipped: false,
  catalogueVersion: 'national-1',
};

/** `path: message` of the first thing wrong. */
function firstIssue(value: unknown): string {
  const issue = logRecordSchema.safeParse(value).error?.issues[0];
  return `${issue?.path.join('.')}: ${issue?.message}`;
}

describe('a log record', () => {
  it('survives its canonical text', () => {
    const { text, record } = sealRecord(logRecordSchema.parse(rating));
    expect(logRecordSchema.parse(JSON.parse(text))).toEqual(record);
  });

  it.each([
    ['a level of zero', { body: { ...ratingBody(), level: 0 } }, /^body\.level/],
    ['a level and a half', { body: { ...ratingBody(), level: 4.5 } }, /^body\.level/],
    ['an unknown channel', { body: { ...ratingBody(), channel: 'pigeon' } }, /^body\.channel/],
    ['a field that is not in the book', { body: { ...ratingBody(), name: '王芳' } }, /name/],
    ['sequence zero', { seq: 0 }, /^seq/],
    ['an id of another kind', { deviceId: '0199' }, /^deviceId: must be a UUIDv7/],
    ['a hash in capitals', { prevHash: 'A'.repeat(64) }, /^prevHash: must be a SHA-256/],
    ['another version', { v: 2 }, /^v/],
    ['no clock offset at all', { clockOffset: undefined }, /^clockOffset/],
  ])('with %s is refused by name', (_, change, issue) => {
    expect(firstIssue({ ...rating, ...change })).toMatch(issue);
  });
});

describe('the reasons of a rating', () => {
  it.each([
    [{ tags: ['101', '101'] }, /must not repeat a code/],
    [{ tags: ['1a1'] }, /must be a three-digit code/],
    [{ text: '字'.repeat(501) }, /500/],
    [{ text: 'half a pair: \ud83d' }, /well-formed/],
    [{ items: { codes: [], version: '1' } }, /at least one/],
    [{ items: { codes: ['q01', 'q01'], version: '1' } }, /must not repeat a code/],
    [{ items: { codes: ['501'], version: '1' } }, /a letter and two digits/],
    [{ ink: { height: 400, strokes: ['!'] } }, /encodeStroke/],
  ])('%j are refused', (change, message) => {
    const parsed = followupBodySchema.safeParse({ ...followup, ...change });
    expect(parsed.error?.issues[0]?.message).toMatch(message);
  });

  it('are trimmed', () => {
    expect(followupBodySchema.parse({ ...followup, text: '  很好 ' }).text).toBe('很好');
  });

  it('at their longest still fit a record', () => {
    const ink = { height: 500, strokes: ['AA'.repeat(4095), 'AA'] };
    const items = { codes: Array.from({ length: 10 }, (_, n) => `q1${n}`), version: 'v'.repeat(40) };
    const longest = {
      ...followup,
      ink,
      items,
      tags: Array.from({ length: 16 }, (_, n) => String(100 + n)),
      text: '字'.repeat(500),
    };
    const record = logRecordSchema.parse({ ...rating, type: 'followup', body: longest });
    expect(Buffer.byteLength(sealRecord(record).text)).toBeLessThan(RECORD_MAX_BYTES);
  });
});
