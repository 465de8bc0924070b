import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import { type QrHandle, shortIdSchema } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { QR_KINDS } from '@mingjing/shared/qr/kinds.data.ts';
import { mintQrToken, mintReceiptToken, QR_CLOCK_LEAD_MS, QR_STEP_MS } from '@mingjing/shared/qr/token.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_WINDOW_MS } from '../../../rate-page/page-window.data.ts';
import { PAGE_TEXTS } from '../../../rate-page/texts/texts.ts';
import { newPhoneRating, newSession } from '../../../store/testing/store-fixtures.ts';
import { startTestApp, type TestApp } from '../../testing/app-fixture.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());
afterEach(() => expect(app.terminals.closed.splice(0).every((call) => call.reason === 'rated-elsewhere')).toBe(true));

async function openSession(view: object = {}) {
  const session = newSession(app.terminal.deviceId, app.now());
  await app.store.openSession({ ...session, view: { ...session.view, serialNumber: 'SN-77', ...view } });
  return session.view;
}
const newHandle = () => toBase64Url(randomBytes(16)) as QrHandle;
const tokenOf = (handle: QrHandle, at = app.now(), key = app.terminal.qrKey, shortId = app.terminal.shortId) =>
  mintQrToken(shortId, handle, at, key);
const get = (token: string, query = '') => fetch(`${app.url}/r/${token}${query}`);
const ticketIn = (page: string) => /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '';
function post(token: string, fields: Record<string, string> | [string, string][], query = '') {
  return fetch(`${app.url}/r/${token}${query}`, { method: 'POST', body: new URLSearchParams(fields) });
}
async function opened(token: string) {
  return ticketIn(await (await get(token)).text());
}

describe('opening the code', () => {
  it('shows who and what is rated, and five levels with nothing chosen', async () => {
    const { qrHandle } = await openSession();
    const response = await get(tokenOf(qrHandle));
    expect(response.status).toBe(200);
    const page = await response.text();
    for (const words of ['综合窗口 3', '户口迁移', '王芳 0012', 'SN-77']) expect(page).toContain(words);
    expect([...page.matchAll(/name="level" id="l\d" value="(\d)"/g)].map((match) => Number(match[1]))).toEqual(
      LEVEL_ORDER,
    );
    expect([...page.matchAll(/name="tag\d"/g)]).toHaveLength(40);
    expect([...page.matchAll(/name="item"/g)]).toHaveLength(10);
    expect(page).not.toMatch(/ checked/);
    expect(page).toContain('lang="zh-CN"');
  });

  it('sends safe headers and nothing of anybody else', async () => {
    const { qrHandle } = await openSession();
    const response = await get(tokenOf(qrHandle));
    const page = await response.text();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect(response.headers.get('set-cookie')).toBeNull();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page).not.toMatch(/user-scalable|maximum-scale|text-size-adjust/);
  });

  it.each(['', '?lang=en', '?lang=ug', '?lang=bo'])(
    'weighs at most 14 KB gzipped with style and script (%s)',
    async (query) => {
      const { qrHandle } = await openSession({ matterName: '事'.repeat(300) });
      const page = await (await get(tokenOf(qrHandle), query)).text();
      expect(gzipSync(page, { level: 6 }).length).toBeLessThanOrEqual(14 * 1024);
    },
  );

  it('speaks English when asked, and keeps the page across the change', async () => {
    const { qrHandle } = await openSession();
    const token = tokenOf(qrHandle);
    const chinese = await (await get(token)).text();
    const link = /<a href="([^"]+)" lang="en"/.exec(chinese)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(link).toContain(`ticket=${ticketIn(chinese)}`);
    const english = await (await get(token, link)).text();
    expect(english).toContain('<html lang="en" dir="ltr">');
    expect(english).toContain('Very satisfied');
    expect(ticketIn(english)).toBe(ticketIn(chinese));
  });

  it('changes nothing, however often', async () => {
    const { qrHandle } = await openSession();
    const token = tokenOf(qrHandle);
    const before = app.store.counts();
    for (let time = 0; time < 5; time += 1) expect((await get(token)).status).toBe(200);
    expect((await fetch(`${app.url}/r/${token}`, { method: 'HEAD' })).status).toBe(200);
    expect(app.store.counts()).toEqual(before);
  });

  it('shows the window alone while the terminal has not told of the session', async () => {
    const page = await (await get(tokenOf(newHandle()))).text();
    expect(page).toContain('综合窗口 3');
    expect(page).not.toContain('事项');
  });

  it.each(['zh-CN', 'en', 'ug', 'bo'] as const)(
    '%s: names the window of a service chosen at a kiosk, and what no catalogue names',
    async (language) => {
      const place = { hallId: 'h1', windowId: 'w3', catalogueVersion: '0123456789abcdef' };
      const chosen = { place, windowName: '社保 7 号窗口', matterName: '咨询或其他服务' };
      const { qrHandle } = await openSession(chosen);
      const page = await (await get(tokenOf(qrHandle), `?lang=${language}`)).text();
      expect(page).toContain('社保 7 号窗口');
      expect(page).not.toContain('综合窗口 3');
      expect(page).toContain(`<bdi lang="${language}">${PAGE_TEXTS[language].otherMatter}</bdi>`);
      expect(page.includes('咨询或其他服务')).toBe(language === 'zh-CN');
      const named = await openSession({ ...chosen, place: { ...place, matterId: 'm1' }, matterName: '社保卡补办' });
      expect(await (await get(tokenOf(named.qrHandle), `?lang=${language}`)).text()).toContain('社保卡补办');
    },
  );

  it('escapes what it shows', async () => {
    const { qrHandle } = await openSession({ matterName: '<img src=x onerror=alert(1)>', staffName: '"><script>' });
    const page = await (await get(tokenOf(qrHandle))).text();
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).not.toContain('<img');
  });
});

describe('a code that is not right', () => {
  const unknown = async (token: string) => {
    const response = await get(token);
    return { status: response.status, page: await response.text() };
  };

  it('looks the same from outside whether forged, of an unknown terminal or no code at all', async () => {
    const { qrHandle } = await openSession();
    const answers = await Promise.all([
      unknown(tokenOf(qrHandle, app.now(), randomBytes(32))),
      unknown(tokenOf(qrHandle, app.now(), app.terminal.qrKey, shortIdSchema.parse('ZZZZZZ'))),
      unknown(`${tokenOf(qrHandle).slice(0, -1)}${tokenOf(qrHandle).endsWith('A') ? 'B' : 'A'}`),
      unknown('x'),
      unknown(encodeURIComponent('../../etc/passwd')),
      unknown('%00%ff'),
    ]);
    for (const answer of answers.slice(0, 5)) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.status).toBe(404);
    expect(answers[0]?.page).not.toContain('综合窗口');
    expect(answers[5]?.status).toBe(400);
  });

  it('is gone after the scan window', async () => {
    const { qrHandle } = await openSession();
    const response = await get(tokenOf(qrHandle, app.now() - QR_KINDS.screen.scanWindowMs - QR_STEP_MS));
    expect(response.status).toBe(410);
    const page = await response.text();
    expect(page).toContain('二维码已过期');
    expect(page).not.toContain('户口迁移');
  });

  it('comes from a clock that is far ahead', async () => {
    const response = await get(tokenOf(newHandle(), app.now() + QR_CLOCK_LEAD_MS + 2 * QR_STEP_MS));
    expect(response.status).toBe(409);
    expect(await response.text()).toContain('时间不准');
  });

  it('says so when the session has been rated', async () => {
    const { qrHandle } = await openSession();
    await app.store.submitPhoneRating(newPhoneRating(app.terminal.deviceId, qrHandle, app.now()));
    const response = await get(tokenOf(qrHandle));
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain('本次服务已经评价');
    expect(page).not.toContain('name="level"');
  });
});

describe('sending the form', () => {
  it.each(LEVEL_ORDER)('level %i is taken as it is, without reasons, and the terminal is told', async (level) => {
    const { qrHandle, sessionId } = await openSession();
    const token = tokenOf(qrHandle);
    app.terminals.expectClosings(1);
    const response = await post(token, { ticket: await opened(token), level: String(level) });
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain('评价已记录');
    expect(page).not.toMatch(/满意[^度]/);
    const rating = app.store.materialOf(sessionId)?.rating;
    expect(rating).toMatchObject({ level, channel: 'qr', tags: [], text: '' });
    expect(app.terminals.closed).toEqual([{ sessionId, reason: 'rated-elsewhere' }]);
  });

  it('takes reasons and words of the chosen level only', async () => {
    const { qrHandle, sessionId } = await openSession();
    const token = tokenOf(qrHandle);
    app.terminals.expectClosings(1);
    await post(token, [
      ['ticket', await opened(token)],
      ['level', '2'],
      ['tag2', '207'],
      ['tag2', '213'],
      ['tag5', '510'],
      ['text', '排队\r\n太久'],
    ]);
    expect(app.store.materialOf(sessionId)?.rating).toMatchObject({
      level: 2,
      tags: ['207', '213'],
      text: '排队\n太久',
    });
  });

  it('takes second-level items, and a form that comes back keeps them', async () => {
    const { qrHandle } = await openSession({ taskType: '01' });
    const token = tokenOf(qrHandle);
    const ticket = await opened(token);
    const back = await (await post(token, { ticket, item: 'q04' })).text();
    expect(back).toMatch(/value="q04" checked/);
    app.terminals.expectClosings(1);
    expect((await post(token, { ticket, level: '4', item: 'q04' })).status).toBe(200);
  });

  it('is one rating however often it is sent, also at once', async () => {
    const { qrHandle } = await openSession();
    const token = tokenOf(qrHandle);
    const form = { ticket: await opened(token), level: '5' };
    const before = app.store.counts();
    app.terminals.expectClosings(1);
    const answers = await Promise.all([post(token, form), post(token, form), post(token, form)]);
    answers.push(await post(token, { ...form, level: '1' }));
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('评价已记录');
    }
    const after = app.store.counts();
    expect(after.ratedSessions - before.ratedSessions).toBe(1);
    expect(after.duplicateRatings).toBe(before.duplicateRatings);
  });

  it('keeps and does not count a second rating from another page', async () => {
    const { qrHandle, sessionId } = await openSession();
    const token = tokenOf(qrHandle);
    const [first, second] = [await opened(token), await opened(token)];
    app.terminals.expectClosings(1);
    await post(token, { ticket: first, level: '5' });
    const duplicates = app.store.counts().duplicateRatings;
    const response = await post(token, { ticket: second, level: '1' });
    expect(response.status).toBe(409);
    expect(await response.text()).toContain('此前已经评价');
    expect(app.store.counts().duplicateRatings).toBe(duplicates + 1);
    expect(app.store.materialOf(sessionId)?.rating?.level).toBe(5);
  });

  it('holds a rating whose session the offline terminal has yet to tell of', async () => {
    const handle = newHandle();
    const token = tokenOf(handle);
    const response = await post(token, { ticket: await opened(token), level: '4' });
    expect(response.status).toBe(202);
    expect(await response.text()).toContain('评价已收到');
    expect(app.store.isHandleRated(app.terminal.deviceId, handle)).toBe(true);
  });

  it('stays possible for half an hour, long after the code has gone', async () => {
    const { qrHandle } = await openSession();
    const token = tokenOf(qrHandle);
    const ticket = await opened(token);
    app.advance(PAGE_WINDOW_MS - 5000);
    expect((await get(token)).status).toBe(410);
    expect((await get(token, `?lang=en&ticket=${ticket}`)).status).toBe(200);
    app.terminals.expectClosings(1);
    expect((await post(token, { ticket, level: '3' })).status).toBe(200);
  });

  it('is over after that', async () => {
    const { qrHandle, sessionId } = await openSession();
    const token = tokenOf(qrHandle);
    const ticket = await opened(token);
    app.advance(PAGE_WINDOW_MS + 1);
    expect((await get(token, `?ticket=${ticket}`)).status).toBe(410);
    expect((await post(token, { ticket, level: '3' })).status).toBe(410);
    expect(app.store.findSession(sessionId)?.rated).toBe(false);
  });

  it('gives the form back when no level was chosen, with all that was entered', async () => {
    const { qrHandle } = await openSession();
    const token = tokenOf(qrHandle);
    const ticket = await opened(token);
    const response = await post(token, { ticket, text: '</textarea><b>你好' });
    expect(response.status).toBe(422);
    const page = await response.text();
    expect(page).toContain('role="alert"');
    expect(page).toContain('&lt;/textarea&gt;&lt;b&gt;你好</textarea>');
    expect(ticketIn(page)).toBe(ticket);
  });

  it('gives the form back when the text is too long, with level and reasons kept', async () => {
    const { qrHandle } = await openSession();
    const token = tokenOf(qrHandle);
    const page = await (
      await post(token, { ticket: await opened(token), level: '2', tag2: '207', text: '长'.repeat(501) })
    ).text();
    expect(page).toMatch(/id="l2" value="2" required checked/);
    expect(page).toMatch(/value="207" checked/);
  });

  it.each([
    ['no ticket', {}],
    ['a ticket of our own making', { ticket: 'A'.repeat(51) }],
    ['two levels', { level: '5', extra: 'level' }],
    ['a tag of another level', { level: '5', tag5: '108' }],
  ])('refuses %s', async (_name, fields) => {
    const { qrHandle, sessionId } = await openSession();
    const token = tokenOf(qrHandle);
    const ticket = 'extra' in fields || 'tag5' in fields ? await opened(token) : undefined;
    const pairs: [string, string][] = Object.entries({ level: '5', ...(ticket ? { ticket } : {}), ...fields });
    if ('extra' in fields) pairs.push(['level', '1']);
    const response = await post(token, pairs);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('提交的内容不完整');
    expect(app.store.findSession(sessionId)?.rated).toBe(false);
  });

  it('does not take the ticket of another session', async () => {
    const [one, other] = [await openSession(), await openSession()];
    const ticket = await opened(tokenOf(one.qrHandle));
    expect((await post(tokenOf(other.qrHandle), { ticket, level: '1' })).status).toBe(400);
  });

  it('answers wrong kinds and sizes of body with a page', async () => {
    const { qrHandle } = await openSession();
    const url = `${app.url}/r/${tokenOf(qrHandle)}`;
    const send = (body: string, type: string) =>
      fetch(url, { method: 'POST', body, headers: { 'content-type': type } });
    const form = 'application/x-www-form-urlencoded';
    const cases = [
      [await send('{"level":5}', 'application/json'), 400],
      [await send('<level>5</level>', 'application/xml'), 415],
      [await send(`text=${'x'.repeat(20_000)}`, form), 413],
      [await send('__proto__=1&constructor=2&level=5&toString=3', form), 400],
      [await send('', form), 400],
    ] as const;
    for (const [response, status] of cases) {
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toContain('text/html');
    }
  });

  it('bounds how often one address sends one form', async () => {
    const small = await startTestApp({ limits: { submissions: 2 } });
    const token = mintQrToken(small.terminal.shortId, newHandle(), small.now(), small.terminal.qrKey);
    const url = `${small.url}/r/${token}`;
    const statuses: number[] = [];
    let page = '';
    for (let time = 0; time < 3; time += 1) {
      const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ level: '5' }) });
      statuses.push(response.status);
      page = await response.text();
    }
    await small.close();
    expect(statuses).toEqual([400, 400, 429]);
    expect(page).toContain('请稍等');
  });
});

describe('the code on a receipt', () => {
  const printed = (handle: QrHandle, at = app.now()) =>
    mintReceiptToken(app.terminal.shortId, handle, at, app.terminal.qrKey);
  const DAY_MS = QR_KINDS.receipt.scanWindowMs;

  it('opens the same page hours later, and its rating counts as one by QR code', async () => {
    const { qrHandle, sessionId } = await openSession();
    const token = printed(qrHandle);
    app.advance(DAY_MS - QR_STEP_MS);
    app.terminals.expectClosings(1);
    const response = await post(token, { ticket: await opened(token), level: '2' });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('评价已记录');
    expect(app.store.materialOf(sessionId)?.rating).toMatchObject({ level: 2, channel: 'qr' });
    expect(await (await get(token)).text()).toContain('本次服务已经评价');
  });

  it('is gone after a day, with words about the receipt', async () => {
    const { qrHandle } = await openSession();
    const response = await get(printed(qrHandle, app.now() - DAY_MS - QR_STEP_MS));
    expect(response.status).toBe(410);
    const page = await response.text();
    expect(page).toContain('24 小时');
    expect(page).not.toContain('户口迁移');
  });

  it('can be scanned again when its page was open for too long', async () => {
    const { qrHandle } = await openSession();
    const token = printed(qrHandle);
    const ticket = await opened(token);
    app.advance(PAGE_WINDOW_MS + 1);
    const late = await post(token, { ticket, level: '3' });
    expect(late.status).toBe(410);
    expect(await late.text()).toContain('请重新扫描凭条上的二维码');
    app.terminals.expectClosings(1);
    expect((await post(token, { ticket: await opened(token), level: '3' })).status).toBe(200);
  });

  it('does not lend its long life to the code of a screen', async () => {
    const { qrHandle } = await openSession();
    const [screen, receipt] = [tokenOf(qrHandle), printed(qrHandle)];
    app.advance(QR_KINDS.screen.scanWindowMs + QR_STEP_MS);
    expect((await get(screen)).status).toBe(410);
    expect((await get(receipt)).status).toBe(200);
  });
});

describe('secrecy', () => {
  it('logs neither token nor ticket, level, name or query', async () => {
    const { qrHandle } = await openSession();
    const token = tokenOf(qrHandle);
    const ticket = await opened(token);
    app.terminals.expectClosings(1);
    await post(token, { ticket, level: '1', text: '态度差' }, '?lang=en');
    await expect.poll(() => app.events.filter((entry) => entry.data.method === 'POST').length).toBeGreaterThan(0);
    const log = JSON.stringify(app.events);
    for (const secret of [token, qrHandle, ticket, '王芳', '户口迁移', '态度差', 'lang=en']) {
      expect(log).not.toContain(secret);
    }
    expect(log).toContain('/r/:token');
  });
});
