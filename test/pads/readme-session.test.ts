import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceRecordSchema } from '@mingjing/shared/domain/service-record.ts';
import { serviceIssues } from '@mingjing/shared/domain/service-rules.ts';
import { expect, it } from 'vitest';

it.each(['README.md', 'README.zh-CN.md'])('%s opens a session with a service that the terminal takes', (name) => {
  const text = readFileSync(join(import.meta.dirname, '../..', name), 'utf8');
  const [body = ''] = [...text.matchAll(/```json\n(.*?)```/gs)]
    .map(([, json = '']) => json)
    .filter((json) => json.includes('projectNo'));
  const parsed = serviceRecordSchema.safeParse(JSON.parse(body));
  if (!parsed.success) throw parsed.error;
  expect(serviceIssues(parsed.data, Date.now())).toEqual([]);
});
