import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { parseQrToken } from '@mingjing/shared/qr/token.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, newPhoneRating } from '../../../store/testing/store-fixtures.ts';
import { callApi, readAnswer, serviceBody, startTestApp, type TestApp } from '../../testing/app-fixture.ts';
import { REVEAL_MAX_MS } from './reveal.ts';

const PATH = '/api/v1/service-sessions';
let app: TestApp;
let nudges = 0;
beforeAll(async () => {
  app = await startTestApp({
    settings: { publicUrl: 'https://rate.example.gov.cn/' },
    forwarding: { nudge: () => (nudges += 1), breakerState: () => 'closed' },
    limits: { terminalAnswerMs: 50 },
  });
});
afterAll(() => app.close());

const body = (changes: object = {}) => serviceBody(app.terminal.shortId, app.now(), changes);
const post = (value: unknown, key?: string) => callApi(app, 'POST', PATH, value, key);

describe('opening a service session', () => {
  it('keeps it, shows it at the terminal and answers 201', async () => {
    app.terminals.answers.push('shown');
    const before = nudges;
    const sent = body();
    const response = await post({ ...sent, applicant: { userProp: '1', userName: '李雷', mobile: '13800000000' } });
    expect(response.status).toBe(201);
    const answer = await readAnswer(response);
    expect(answer).toMatchObject({ terminal: { shortId: app.terminal.shortId, state: 'shown' } });
    const view = app.terminals.opened.at(-1);
    expect(view).toMatchObject({
      sessionId: answer.sessionId,
      openedBy: 'gateway',
      matterName: '内资公司设立登记',
      staffName: '王芳',
      staffNumber: 'A0312',
      serialNumber: 'SN-0001',
    });
    expect(JSON.stringify(view)).not.toMatch(/李雷|13800000000/);
    expect(app.store.materialOf(answer.sessionId as SessionId)?.applicant).toMatchObject({ userName: '李雷' });
    expect(nudges).toBe(before + 1);
    const url = new URL(answer.qrUrl);
    expect(url.origin + url.pathname.slice(0, 3)).toBe('https://rate.example.gov.cn/r/');
    expect(parseQrToken(url.pathname.slice(3))).toMatchObject({ ok: true, value: { handle: view?.qrHandle } });
  });

  it.each(['waiting', 'offline'] as const)('says when the terminal is %s', async (state) => {
    app.terminals.answers.push(state);
    expect(await readAnswer(await post(body()))).toMatchObject({ terminal: { state } });
  });

  it('does not wait for a terminal that does not answer', async () => {
    app.terminals.answers.push(new Promise(() => {}));
    expect(await readAnswer(await post(body()))).toMatchObject({ terminal: { state: 'unconfirmed' } });
  });

  it('takes the device id as well, and the short id in small letters', async () => {
    app.terminals.answers.push('shown', 'shown');
    expect((await post(serviceBody(app.terminal.deviceId, app.now()))).status).toBe(201);
    expect((await post(serviceBody(app.terminal.shortId.toLowerCase(), app.now()))).status).toBe(201);
  });

  it('answers a repeated call with the first session, and tells nothing by it', async () => {
    app.terminals.answers.push('shown');
    const sent = body();
    const first = await readAnswer(await post(sent));
    const again = await post(sent);
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ sessionId: first.sessionId, terminal: { state: 'offline' } });
    app.terminals.connected.add(app.terminal.deviceId);
    app.terminals.answers.push('already-open');
    const open = await readAnswer(await post(sent));
    await app.store.submitPhoneRating(
      newPhoneRating(app.terminal.deviceId, app.store.findSession(first.sessionId)!.view.qrHandle, app.now()),
    );
    const rated = await readAnswer(await post(sent));
    app.terminals.connected.clear();
    expect(rated.terminal).toEqual(open.terminal);
    expect(rated.terminal.state).toBe('unchanged');
    expect(app.store.counts().sessions).toBeGreaterThan(0);
  });

  it('opens one session when two calls for one service race', async () => {
    app.terminals.answers.push('shown', 'shown');
    const sent = body();
    const before = app.store.counts().sessions;
    const answers = await Promise.all([post(sent), post(sent)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 201]);
    expect(app.store.counts().sessions).toBe(before + 1);
    app.terminals.answers.length = 0;
  });

  it.each([
    ['a missing field', (b: Body) => ({ ...b, service: { ...b.service, taskName: undefined } }), 'service.taskName'],
    ['a wrong type', (b: Body) => ({ ...b, service: { ...b.service, serviceNumber: '1' } }), 'service.serviceNumber'],
    [
      'a number out of range',
      (b: Body) => ({ ...b, service: { ...b.service, serviceNumber: 100 } }),
      'service.serviceNumber',
    ],
    [
      'a time without an offset',
      (b: Body) => ({ ...b, service: { ...b.service, serviceTime: '2026-03-02 09:30:00' } }),
      'service.serviceTime',
    ],
    [
      'a control character',
      (b: Body) => ({ ...b, service: { ...b.service, taskName: 'a\u0007b' } }),
      'service.taskName',
    ],
    ['a field nobody knows', (b: Body) => ({ ...b, level: 5 }), '(body)'],
    ['no terminal', (b: Body) => ({ service: b.service }), 'terminal'],
    ['a terminal of the wrong form', (b: Body) => ({ ...b, terminal: '../x' }), 'terminal'],
    [
      'an applicant of the wrong form',
      (b: Body) => ({ ...b, applicant: { userProp: '7', userName: 'x' } }),
      'applicant.userProp',
    ],
    ['a list', () => [], '(body)'],
    ['null', () => null, '(body)'],
  ])('refuses %s by name', async (_name, change, field) => {
    const response = await post(change(body()));
    expect(response.status).toBe(400);
    const answer = await readAnswer(response);
    expect(answer.code).toBe('invalid');
    expect(answer.issues.map((issue) => issue.field)).toContain(field);
    expect(answer.message).toContain(answer.issues[0]?.field);
  });
  type Body = ReturnType<typeof serviceBody>;

  it('refuses what the city would refuse, with the cure', async () => {
    const response = await post(body({ resultTime: undefined }));
    expect(response.status).toBe(422);
    expect(await readAnswer(response)).toMatchObject({
      code: 'rule-broken',
      issues: [{ field: 'service.resultTime', problem: expect.stringContaining('needed when proStatus is 3') }],
    });
  });

  it('refuses an unknown terminal', async () => {
    const response = await post(serviceBody('ZZZZZZ', app.now()));
    expect(response.status).toBe(404);
    expect(await readAnswer(response)).toMatchObject({ code: 'terminal-unknown' });
  });

  it.each([
    ['no key', undefined],
    ['a wrong key', 'Bearer caller-key-for-tests-0002'],
    ['another scheme', 'Basic Y2FsbGVyOmtleQ=='],
    ['an endless key', `Bearer ${'k'.repeat(300)}`],
  ])('refuses %s before it looks at the body', async (_name, authorization) => {
    const response = await fetch(`${app.url}${PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      body: 'not json at all',
    });
    expect(response.status).toBe(401);
    expect(await readAnswer(response)).toMatchObject({ code: 'unauthorized' });
  });
});

describe('asking and cancelling', () => {
  async function open(): Promise<string> {
    app.terminals.answers.push('shown');
    return (await readAnswer(await post(body()))).sessionId;
  }
  const state = async (id: string) => (await callApi(app, 'GET', `${PATH}/${id}`)).json();

  it('tells that it was rated only after the delay, and never how', async () => {
    const id = await open();
    expect(await state(id)).toEqual({ sessionId: id, state: 'open' });
    const { deviceId } = app.terminal;
    const { qrHandle } = app.store.findSession(id)!.view;
    const ratedAt = app.now() + REVEAL_MAX_MS;
    await app.store.submitPhoneRating({ ...newPhoneRating(deviceId, qrHandle, ratedAt), level: 1, tags: [] });
    expect(await state(id)).toEqual({ sessionId: id, state: 'open' });
    app.advance(2 * REVEAL_MAX_MS + 1);
    expect(await state(id)).toEqual({ sessionId: id, state: 'rated' });
  });

  it('cancels: the terminal stops inviting, and asking again says closed', async () => {
    const id = await open();
    app.terminals.expectClosings(2);
    expect((await callApi(app, 'DELETE', `${PATH}/${id}`)).status).toBe(204);
    expect((await callApi(app, 'DELETE', `${PATH}/${id}`)).status).toBe(204);
    expect(app.terminals.closed.at(-1)).toEqual({ sessionId: id, reason: 'cancelled' });
    expect(await state(id)).toEqual({ sessionId: id, state: 'closed' });
  });

  it('answers a cancelled session the same when it was rated before', async () => {
    const id = await open();
    const { qrHandle } = app.store.findSession(id)!.view;
    await app.store.submitPhoneRating(newPhoneRating(app.terminal.deviceId, qrHandle, app.now()));
    app.terminals.expectClosings(1);
    const response = await callApi(app, 'DELETE', `${PATH}/${id}`);
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
  });

  it.each(['GET', 'DELETE'])('%s: an unknown id is 404, a malformed one 400', async (method) => {
    expect((await callApi(app, method, `${PATH}/${newId()}`)).status).toBe(404);
    expect((await callApi(app, method, `${PATH}/1`)).status).toBe(400);
    expect((await callApi(app, method, `${PATH}/${newId()}`, undefined, 'some-other-key')).status).toBe(401);
  });

  it('has no address that lists sessions or finds them by case number', async () => {
    expect((await callApi(app, 'GET', PATH)).status).toBe(404);
    expect((await callApi(app, 'GET', `${PATH}?projectNo=P1`)).status).toBe(404);
  });
});

describe('one caller key', () => {
  it('may call only so often', async () => {
    const small = await startTestApp({ limits: { perCaller: 2 } });
    const path = `${PATH}/${newId()}`;
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await callApi(small, 'GET', path)).status);
    await small.close();
    expect(statuses).toEqual([404, 404, 429]);
  });
});
