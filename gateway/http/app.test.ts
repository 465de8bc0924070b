import { describe, expect, it } from 'vitest';
import { StoreError } from '../store/store-error.ts';
import { newId } from '../store/testing/store-fixtures.ts';
import { callApi, ENROLMENT_CODE, readAnswer, serviceBody, startTestApp, type TestApp } from './testing/app-fixture.ts';

async function withApp(run: (app: TestApp) => Promise<void>, options: Parameters<typeof startTestApp>[0] = {}) {
  const app = await startTestApp(options);
  try {
    await run(app);
  } finally {
    await app.close();
  }
}

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, { responses: Record<string, unknown> }>>>>;
}

describe('the API description', () => {
  it('is OpenAPI 3.1 of every route of the API, and no answer in it has a level', () =>
    withApp(async (app) => {
      const document = (await (await fetch(`${app.url}/api/docs/json`)).json()) as OpenApi;
      expect(document.openapi).toBe('3.1.0');
      expect(
        Object.entries(document.paths)
          .flatMap(([path, methods]) => Object.keys(methods).map((m) => `${m} ${path}`))
          .sort(),
      ).toEqual([
        'delete /api/v1/service-sessions/{id}',
        'get /api/v1/kiosk-ratings',
        'get /api/v1/service-catalogue',
        'get /api/v1/service-sessions/{id}',
        'get /api/v1/terminals',
        'get /health',
        'post /api/v1/enrolments',
        'post /api/v1/service-sessions',
        'put /api/v1/service-catalogue',
      ]);
      const answers = Object.values(document.paths).flatMap((methods) =>
        Object.values(methods).map((m) => m.responses),
      );
      expect(JSON.stringify(answers)).not.toMatch(/level|satisfaction|star|tags"/i);
    }));

  it('is read with files of our own', () =>
    withApp(async (app) => {
      const response = await fetch(`${app.url}/api/docs/`);
      const page = await response.text();
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
      const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
      expect(files.length).toBeGreaterThan(3);
      for (const file of files) {
        expect(file).not.toMatch(/^(https?:)?\/\//);
        expect((await fetch(new URL(file, response.url))).status).toBe(200);
      }
    }));
});

describe('every answer', () => {
  it('carries safe headers and says nothing of the machinery', () =>
    withApp(async (app) => {
      for (const path of ['/health', '/nowhere', '/api/v1/service-sessions/1']) {
        const { headers } = await fetch(`${app.url}${path}`);
        expect(headers.get('content-security-policy')).toContain("default-src 'none'");
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('referrer-policy')).toBe('no-referrer');
        expect(headers.get('x-powered-by')).toBeNull();
        expect(headers.get('server')).toBeNull();
      }
    }));

  it('hides what went wrong inside behind a reference that the log knows', () =>
    withApp(async (app) => {
      app.store.findSession = () => {
        throw new TypeError('secret 王芳');
      };
      const response = await callApi(app, 'GET', `/api/v1/service-sessions/${newId()}`);
      expect(response.status).toBe(500);
      const answer = await readAnswer(response);
      expect(answer.code).toBe('internal');
      const [entry] = app.events.filter((candidate) => candidate.event === 'http.failed');
      expect(answer.message).toContain(String(entry?.data.reference));
      expect(JSON.stringify([answer, app.events])).not.toContain('王芳');
      expect(entry?.data).toMatchObject({ error: 'TypeError', route: '/api/v1/service-sessions/:id' });
    }));

  it('is 503 when nothing can be kept, and the phone page says so in words', () =>
    withApp(async (app) => {
      app.store.openSession = () => Promise.reject(new StoreError('disk-full', 'no space'));
      const sent = serviceBody(app.terminal.shortId, app.now());
      const response = await callApi(app, 'POST', '/api/v1/service-sessions', sent);
      expect(response.status).toBe(503);
      expect(await readAnswer(response)).toMatchObject({ code: 'not-kept' });
    }));

  it('to a wrong address is 404, a few times a minute', () =>
    withApp(
      async (app) => {
        const statuses: number[] = [];
        for (let call = 0; call < 4; call += 1) statuses.push((await fetch(`${app.url}/admin${call}`)).status);
        expect(statuses).toEqual([404, 404, 404, 429]);
      },
      { limits: { notFound: 3 } },
    ));

  it('is counted for each address, and says when to come back', () =>
    withApp(
      async (app) => {
        const answers = [];
        for (let call = 0; call < 3; call += 1) answers.push(await fetch(`${app.url}/health`));
        expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429]);
        expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(app.events).toContainEqual({ event: 'http.refused', data: { reason: 'rate-limit', route: '/health' } });
      },
      { limits: { perAddress: 2 } },
    ));

  it('is counted for the address a trusted proxy names, and for no other', () =>
    withApp(
      async (app) => {
        const from = (address: string) => fetch(`${app.url}/health`, { headers: { 'x-forwarded-for': address } });
        expect((await from('192.0.2.1')).status).toBe(200);
        expect((await from('192.0.2.2')).status).toBe(200);
        expect((await from('192.0.2.1')).status).toBe(429);
      },
      { limits: { perAddress: 1 }, settings: { trustProxy: ['127.0.0.1'] } },
    ));

  it('does not believe a proxy that nobody trusts', () =>
    withApp(
      async (app) => {
        const from = (address: string) => fetch(`${app.url}/health`, { headers: { 'x-forwarded-for': address } });
        expect((await from('192.0.2.1')).status).toBe(200);
        expect((await from('192.0.2.2')).status).toBe(429);
      },
      { limits: { perAddress: 1 } },
    ));

  it('is logged by its pattern, with neither key, code nor id', () =>
    withApp(async (app) => {
      const id = newId();
      await callApi(app, 'GET', `/api/v1/service-sessions/${id}?x=${ENROLMENT_CODE}`);
      await expect.poll(() => app.events.filter((entry) => entry.event === 'http.request')).toHaveLength(1);
      expect(app.events.at(-1)?.data).toMatchObject({
        method: 'GET',
        route: '/api/v1/service-sessions/:id',
        status: 404,
      });
      expect(JSON.stringify(app.events)).not.toMatch(new RegExp(`${id}|${ENROLMENT_CODE}|caller-key-for`));
    }));
});
