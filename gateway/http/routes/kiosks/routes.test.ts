import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE_LIMITS, type ServiceCatalogue } from '@mingjing/shared/domain/service-catalogue.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CATALOGUE_FILE } from '../../../provisioning/catalogue-file.ts';
import { openCatalogueDesk } from '../../../provisioning/service-catalogue.ts';
import { callApi, startTestApp, type TestApp } from '../../testing/app-fixture.ts';

const CATALOGUE: ServiceCatalogue = {
  halls: [
    {
      id: 'main',
      name: '市政务服务大厅',
      windows: [
        { id: 'w12', name: '12号窗口', department: '市人社局', matters: [{ id: 'm1', name: '社保卡补办' }] },
        { id: 'help', name: '咨询台', matters: [] },
      ],
    },
  ],
};
const hallOf = (windows: unknown) => ({ halls: [{ id: 'main', name: '大厅', windows }] });
const matters = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `m${at}`, name: '事项' }));

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(() => app.close());

const get = (path: string) => callApi(app, 'GET', path);
const put = (body: unknown) => callApi(app, 'PUT', '/api/v1/service-catalogue', body);

describe('the catalogue', () => {
  test('is set whole, kept on disk for the gateway alone, and found again by the next start', async () => {
    expect((await get('/api/v1/service-catalogue')).status).toBe(404);
    const set = await put(CATALOGUE);
    expect(set.status).toBe(200);
    const answer = await (await get('/api/v1/service-catalogue')).json();
    expect(answer).toEqual({ version: expect.stringMatching(/^[0-9a-f]{16}$/), catalogue: CATALOGUE });
    const file = join(app.dir, CATALOGUE_FILE);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(CATALOGUE);
    expect(statSync(file).mode & 0o077).toBe(0);
    const reopened = openCatalogueDesk(app.dir);
    expect(reopened.ok && reopened.value.current()).toEqual(answer);
    const { version } = answer as { version: string };
    expect(reopened.ok && reopened.value.answer({ knownVersion: version })).toEqual({ state: 'unchanged' });
    expect(reopened.ok && reopened.value.answer({ knownVersion: null })).toMatchObject({ state: 'changed', version });
  });

  test.each([
    [
      'two windows of one id',
      hallOf([
        { id: 'a', name: '1', matters: [] },
        { id: 'a', name: '2', matters: [] },
      ]),
      'halls.0.windows.1.id',
      'id of its own',
    ],
    [
      'a name that is empty',
      hallOf([{ id: 'a', name: ' ', matters: [] }]),
      'halls.0.windows.0.name',
      'must not be empty',
    ],
    ['an id with a space', hallOf([{ id: 'a b', name: '1', matters: [] }]), 'halls.0.windows.0.id', 'letters, digits'],
    ['a hall without windows', hallOf([]), 'halls.0.windows', '1'],
    [
      'more entries than a terminal can be sent',
      {
        halls: Array.from({ length: 16 }, (_, at) => ({
          ...hallOf([{ id: 'a', name: '1', matters: matters(100) }]).halls[0],
          id: `h${at}`,
        })),
      },
      'halls',
      `at most ${CATALOGUE_LIMITS.entries}`,
    ],
  ])('with %s is refused, and says where and why', async (_name, body, field, problem) => {
    const refused = await put(body);
    expect(refused.status).toBe(400);
    const { issues } = (await refused.json()) as { issues: { field: string; problem: string }[] };
    expect(issues).toContainEqual({ field, problem: expect.stringContaining(problem) });
    expect((await get('/api/v1/service-catalogue')).status).toBe(404);
  });

  test('is for business systems only', async () => {
    const response = await fetch(`${app.url}/api/v1/service-catalogue`, { method: 'PUT', body: '{}' });
    expect(response.status).toBe(401);
    expect((await fetch(`${app.url}/api/v1/kiosk-ratings`)).status).toBe(401);
  });
});

test('ratings that wait for their service are counted, without a level', async () => {
  const answer = await (await get('/api/v1/kiosk-ratings')).json();
  expect(answer).toEqual({ unresolved: 0, expired: 0, independent: 0, flagged: 0, oldest: [] });
});
