import { describe, expect, it } from 'vitest';
import { RECORD_MAX_BYTES } from '../domain/record.ts';
import { GATEWAY_ACTIONS, healthReportSchema, TERMINAL_ACTIONS } from './actions.ts';
import { CLOSE_CODES } from './close-codes.ts';
import { PROTOCOL_LIMITS } from './limits.ts';
import { upgradeSigningText } from './upgrade-auth.ts';

const EPOCH = '01990000-0000-7000-8000-000000000001';

describe('uploads', () => {
  const upload = { epoch: EPOCH, fromSeq: 1, records: ['{}'], headSignature: 'x' };
  const { request } = TERMINAL_ACTIONS.UploadRecords;

  it.each([
    ['none', []],
    ['too many', Array(PROTOCOL_LIMITS.maxBatchRecords + 1).fill('{}')],
    ['one that is too long', ['x'.repeat(RECORD_MAX_BYTES + 1)]],
    ['something else', [{}]],
  ])('hold records, not %s', (_, records) => {
    expect(request.safeParse(upload).success).toBe(true);
    expect(request.safeParse({ ...upload, records }).success).toBe(false);
  });

  it('of the largest record fit a frame', () => {
    expect(2 * RECORD_MAX_BYTES + 1_000).toBeLessThan(PROTOCOL_LIMITS.maxFrameBytes);
  });
});

describe('what staff can see of a terminal', () => {
  it('has no place for a level', () => {
    const report = { pads: [], unsent: 0, oldestUnsentAgeMs: null, storage: 'ok', screenConnected: true, rssMb: 1 };
    expect(healthReportSchema.safeParse(report).success).toBe(true);
    expect(healthReportSchema.safeParse({ ...report, level: 5 }).success).toBe(false);
  });

  it('nor has a session anything about the applicant', () => {
    const session = { sessionId: EPOCH, qrHandle: 'A'.repeat(22), openedBy: 'gateway', openedAt: 1 };
    const { request } = GATEWAY_ACTIONS.OpenSession;
    expect(request.safeParse({ session }).success).toBe(true);
    expect(request.safeParse({ session: { ...session, userName: '张三' } }).success).toBe(false);
  });
});

describe('a session from outside', () => {
  const view = {
    sessionId: EPOCH,
    qrHandle: 'A'.repeat(22),
    openedBy: 'gateway',
    openedAt: 1,
  };
  it.each([
    ['pushed', (session: object) => GATEWAY_ACTIONS.OpenSession.request.safeParse({ session })],
    ['found', (session: object) => TERMINAL_ACTIONS.FindSession.response.safeParse({ state: 'found', session })],
  ])('that is %s cannot be called a self-test, or its rating would not count', (_how, parse) => {
    expect(parse(view).success).toBe(true);
    expect(parse({ ...view, openedBy: 'self-test' }).error?.issues[0]).toMatchObject({
      path: ['session', 'openedBy'],
      message: expect.stringMatching(/must not be self-test/),
    });
  });
});

describe('constants', () => {
  it('keep to the ranges the standards leave us', () => {
    const codes = Object.values(CLOSE_CODES);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code >= 4000 && code <= 4999).toBe(true);
  });

  it('sign an upgrade as one text that no other upgrade has', () => {
    expect(upgradeSigningText('d', 1, 'n')).toBe('mingjing-upgrade-v1\nd\n1\nn');
  });
});
