import { describe, expect, it } from 'vitest';
import { CHANNELS } from './channels.data.ts';
import { channelCode, channelSchema } from './channels.ts';
import { deviceIdSchema, qrHandleSchema, shortIdSchema } from './ids.ts';
import { isBadRating, LEVEL_ORDER, levelLabel, levelSchema } from './levels.ts';
import { REASON_CATALOGUE } from './reason-tags.data.ts';
import { foreignTags, tagsForLevel } from './reason-tags.ts';
import { applicantSchema, plainText, serviceRecordSchema } from './service-record.ts';

describe('levels', () => {
  it('are five, positive first, and only the last two are bad', () => {
    expect(LEVEL_ORDER).toEqual([5, 4, 3, 2, 1]);
    expect(LEVEL_ORDER.filter(isBadRating)).toEqual([2, 1]);
    expect(LEVEL_ORDER.map((level) => levelLabel(level))).toEqual([
      '非常满意',
      '满意',
      '基本满意',
      '不满意',
      '非常不满意',
    ]);
    expect(LEVEL_ORDER.every((level) => levelLabel(level, 'en').length > 0)).toBe(true);
    for (const bad of [0, 6, 4.5, '5', null]) expect(levelSchema.safeParse(bad).success).toBe(false);
    expect(() => levelLabel(0 as never)).toThrow(RangeError);
  });
});

describe('channels', () => {
  it('have a code of their own each', () => {
    const codes = CHANNELS.map(({ channel }) => channelCode(channelSchema.parse(channel)));
    expect(new Set(codes).size).toBe(CHANNELS.length);
    expect(() => channelCode('pigeon' as never)).toThrow(RangeError);
  });
});

describe('reason tags', () => {
  it('are forty with a code of their own, some for each level', () => {
    expect(REASON_CATALOGUE.tags).toHaveLength(40);
    expect(new Set(REASON_CATALOGUE.tags.map(({ code }) => code)).size).toBe(40);
    for (const level of LEVEL_ORDER) expect(tagsForLevel(level).length).toBeGreaterThan(0);
  });

  it('belong to one level: others and unknown ones are named', () => {
    const [own, foreign] = [tagsForLevel(5)[0]!.code, tagsForLevel(1)[0]!.code];
    expect(foreignTags([own, foreign, '999'], 5)).toEqual([foreign, '999']);
    expect(foreignTags([own], 5)).toEqual([]);
  });
});

describe('ids', () => {
  it.each([
    [
      deviceIdSchema,
      '01990000-0000-7000-8000-000000000001',
      ['01990000-0000-4000-8000-000000000001', 'x', '01990000-0000-7000-8000-00000000000G'],
    ],
    [shortIdSchema, 'AB12CD', ['ab12cd', 'AB12C', 'AB12CI', 'AB12CO', 'AB12CU', 'AB12CL']],
    [
      qrHandleSchema,
      Buffer.alloc(16, 9).toString('base64url'),
      ['', 'A'.repeat(21), `${'A'.repeat(21)}B`, 'A'.repeat(23)],
    ],
  ])('%# take their own form only', (schema, good, bad) => {
    expect(schema.safeParse(good).success).toBe(true);
    for (const text of bad) expect(schema.safeParse(text).success).toBe(false);
  });
});

describe('a service record', () => {
  const input = {
    projectNo: 'SX2026-1',
    serviceNumber: 1,
    taskCode: '11370000',
    taskName: '内资公司设立登记',
    proStatus: '3',
    serviceName: '业务办结',
    serviceTime: '2026-03-02T09:30:00+08:00',
    staff: { name: '王芳', number: 'A0312' },
  };

  it('reads times with their offset', () => {
    expect(serviceRecordSchema.parse(input).serviceTime).toBe(Date.UTC(2026, 2, 2, 1, 30));
  });

  it.each([
    [{ serviceTime: '2026-03-02 09:30' }, /ISO 8601 time with an offset/],
    [{ projectNo: '   ' }, /must not be empty/],
    [{ taskName: '字'.repeat(301) }, /at most 300/],
    [{ taskName: 'a\u0007b' }, /control characters/],
    [{ areaCode: '12' }, /6 to 12 digits/],
    [{ serviceNumber: 0 }, /./],
    [{ idCard: '370000' }, /idCard/],
  ])('with %j is refused with the cure', (change, message) => {
    const issue = serviceRecordSchema.safeParse({ ...input, ...change }).error?.issues[0];
    expect(issue?.message).toMatch(message);
  });

  it('holds no text that cannot be hashed', () => {
    expect(plainText(10).safeParse('half \ud83d').error?.issues[0]?.message).toMatch(/well-formed/);
    expect(plainText(10).parse(' 😀 ')).toBe('😀');
  });

  it('knows the applicant by the codes of the dictionary', () => {
    const applicant = { userProp: '1', userName: '张三', userPageType: '111', mobile: '+8613800000000' };
    expect(applicantSchema.safeParse(applicant).success).toBe(true);
    expect(applicantSchema.safeParse({ ...applicant, userPageType: '1' }).error?.issues[0]?.message).toMatch(
      /three digits/,
    );
    expect(applicantSchema.safeParse({ ...applicant, mobile: 'abc' }).error?.issues[0]?.message).toMatch(
      /5 to 18 digits/,
    );
  });
});
