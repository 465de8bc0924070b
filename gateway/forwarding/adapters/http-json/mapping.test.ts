import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { describe, expect, it } from 'vitest';
import type { ForwardMaterial } from '../../../store/gateway-store.ts';
import { followUpToCity, ratingToCity, serviceToCity } from './mapping.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const material: ForwardMaterial = {
  service: {
    projectNo: 'P1',
    serviceNumber: 2,
    taskCode: '113701000045029764237010200100101',
    taskName: '内资公司设立登记',
    proStatus: '3',
    serviceName: '业务办结',
    serviceTime: at('2026-03-02T00:05:09.999'),
    acceptTime: at('2026-03-01T23:59:59'),
    resultTime: at('2026-03-02T00:05:09'),
    orgCode: '370102_113701000045029764',
    orgName: '审批局',
    areaCode: '370102',
    staff: { name: '王芳', number: 'A0312' },
  },
  applicant: {
    userProp: '1',
    userName: '李雷',
    userPageType: '111',
    certKey: '37010219900101001X',
    mobile: '13800000000',
  },
  rating: {
    level: 5,
    channel: 'window',
    assessedAt: at('2026-03-02T00:06:00.001'),
    assessNumber: 1,
    tags: ['510', '517'],
    text: '很好',
  },
  followUp: null,
};
const rated = (changes: Partial<NonNullable<ForwardMaterial['rating']>>): ForwardMaterial => ({
  ...material,
  rating: { ...material.rating!, ...changes },
});

describe('the national field names', () => {
  it('carry a service record as text, on the clock of Shanghai', () => {
    expect(serviceToCity(material)).toEqual({
      projectNo: 'P1',
      serviceNumber: '2',
      taskCode: '1137010000450297642370102001001',
      taskHandleItem: '113701000045029764237010200100101',
      taskName: '内资公司设立登记',
      proStatus: '3',
      serviceName: '业务办结',
      serviceTime: '2026-03-02 00:05:09',
      acceptDate: '2026-03-01 23:59:59',
      resultDate: '2026-03-02 00:05:09',
      orgcode: '370102_113701000045029764',
      orgName: '审批局',
      areaCode: '370102000000',
      proManager: '王芳',
      proManagerNo: 'A0312',
      userProp: '1',
      userName: '李雷',
      userPageType: '111',
      certKeyGOV: '37010219900101001X',
      mobile: '13800000000',
    });
  });

  it('carry no applicant where none is known', () => {
    const record = serviceToCity({ ...material, applicant: null });
    expect(Object.keys(record).filter((name) => /user|cert|mobile/.test(name))).toEqual([]);
  });

  it('carry a rating as text', () => {
    expect(ratingToCity(material, '未说明')).toEqual({
      projectNo: 'P1',
      serviceNumber: '2',
      assessNumber: '1',
      satisfaction: '5',
      pf: '4',
      evalDetail: '510,517',
      writingEvaluation: '很好',
      assessTime: '2026-03-02 00:06:00',
    });
  });

  it.each(LEVEL_ORDER)('satisfaction of level %i is the same digit, 5 the best', (level) => {
    expect(ratingToCity(rated({ level, tags: [] }), '未说明').satisfaction).toBe(String(level));
  });

  it('say 未说明 for a bad rating without reasons, and for no other', () => {
    const text = (level: 5 | 3 | 2 | 1, tags: string[], words: string) =>
      ratingToCity(rated({ level, tags, text: words }), '未说明').writingEvaluation;
    expect([text(1, [], ''), text(2, [], '')]).toEqual(['未说明', '未说明']);
    expect([text(3, [], ''), text(5, [], ''), text(1, ['108'], ''), text(2, [], '慢')]).toEqual(['', '', '', '慢']);
  });

  it('never move the time of a rating, not even one before its service', () => {
    const early = rated({ assessedAt: at('2026-03-01T10:00:00') });
    expect(ratingToCity(early, '未说明').assessTime).toBe('2026-03-01 10:00:00');
  });

  it('have no rating where there is none', () => {
    expect(() => ratingToCity({ ...material, rating: null }, '未说明')).toThrow(RangeError);
  });
});

describe('the 追评', () => {
  const followUp = { ...material.rating!, level: 1, assessNumber: 2, tags: ['115'], text: '' } as const;

  it('is the second rating of the same service, and the first stays what it was', () => {
    const both = { ...material, followUp };
    expect(followUpToCity(both, '未说明')).toMatchObject({ assessNumber: '2', satisfaction: '1', evalDetail: '115' });
    expect(ratingToCity(both, '未说明')).toEqual(ratingToCity(material, '未说明'));
  });

  it('cannot be sent where there is none', () => {
    expect(() => followUpToCity(material, '未说明')).toThrow(RangeError);
  });
});
