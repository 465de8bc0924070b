import { describe, expect, it } from 'vitest';
import { serviceRecordSchema } from './service-record.ts';
import { serviceIssues } from './service-rules.ts';

const NOW = Date.parse('2026-03-02T10:00:00+08:00');
const base = {
  projectNo: 'P1',
  serviceNumber: 1,
  taskCode: 'T',
  taskName: '事项',
  proStatus: '3',
  serviceName: '业务办结',
  serviceTime: '2026-03-02T09:30:00+08:00',
  acceptTime: '2026-03-02T09:00:00+08:00',
  resultTime: '2026-03-02T09:30:00+08:00',
  staff: { name: '王芳', number: '1' },
};
const issuesOf = (changes: object) =>
  serviceIssues(serviceRecordSchema.parse({ ...base, ...changes }), NOW).map((issue) => issue.field);

describe('rules that a city would refuse by', () => {
  const cases: [name: string, changes: object, fields: string[]][] = [
    ['a complete record', {}, []],
    ['a pending case needs neither time', { proStatus: '1', acceptTime: undefined, resultTime: undefined }, []],
    [
      'an accepted case needs acceptTime',
      { proStatus: '2', acceptTime: undefined, resultTime: undefined },
      ['acceptTime'],
    ],
    ['a completed case needs both', { acceptTime: undefined, resultTime: undefined }, ['acceptTime', 'resultTime']],
    ['a result without completion', { proStatus: '2' }, ['resultTime']],
    ['a result before acceptance', { resultTime: '2026-03-02T08:59:59+08:00' }, ['resultTime']],
    ['a service in the future', { serviceTime: '2026-03-02T10:00:06+08:00' }, ['serviceTime']],
    ['a clock five seconds ahead', { serviceTime: '2026-03-02T10:00:05+08:00' }, []],
    ['a result in the future', { resultTime: '2026-03-02T11:00:00+08:00' }, ['resultTime']],
    ['a year that cannot be', { serviceTime: '0206-03-02T09:30:00+08:00' }, ['serviceTime']],
  ];
  it.each(cases)('%s', (_name, changes, fields) => {
    expect(issuesOf(changes)).toEqual(fields);
  });

  it('says by how much the clock is off', () => {
    const record = serviceRecordSchema.parse({ ...base, serviceTime: '2026-03-02T10:02:00+08:00' });
    expect(serviceIssues(record, NOW)[0]?.problem).toContain('120 s in the future');
  });
});
