import { languageSchema } from '@mingjing/shared/domain/display.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { QR_KINDS } from '@mingjing/shared/qr/kinds.data.ts';
import { mintQrToken, mintReceiptToken, QR_STEP_MS } from '@mingjing/shared/qr/token.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AFTER_WINDOW_MS } from '../../../rate-page/page-window.data.ts';
import { PAGE_TEXTS } from '../../../rate-page/texts/texts.ts';
import { StoreError } from '../../../store/store-error.ts';
import { newPhoneRating, newSession } from '../../../store/testing/store-fixtures.ts';
import { callApi, startTestApp, type TestApp } from '../../testing/app-fixture.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ limits: { perAddress: 10_000 } });
});
afterAll(() => app.close());

const DAY_MS = 24 * 3600_000;
const ticketIn = (page: string) => /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '';
/** The ticket in the link to the form of the 追评. */
const linkTicketIn = (page: string) => /ticket=([^&"]+)&more=1/.exec(page)?.[1] ?? '';
async function read(response: Response) {
  return { status: response.status, page: await response.text() };
}
async function openService(to = app) {
  const session = newSession(to.terminal.deviceId, to.now());
  await to.store.openSession(session);
  const { sessionId, qrHandle } = session.view;
  const mint = (mintToken = mintQrToken) => mintToken(to.terminal.shortId, qrHandle, to.now(), to.terminal.qrKey);
  const url = (token: string, query: string) => `${to.url}/r/${token}${query}`;
  return {
    sessionId,
    qrHandle,
    token: mint(),
    mint,
    get: async (token: string, query = '') => read(await fetch(url(token, query))),
    post: async (token: string, fields: Record<string, string>, query = '') =>
      read(await fetch(url(token, query), { method: 'POST', body: new URLSearchParams(fields) })),
    material: () => to.store.materialOf(sessionId),
  };
}

/** A service rated on this phone, and the ticket that its last page gave. */
async function ratedByPhone(to = app, level = '5') {
  const service = await openService(to);
  const { page } = await service.get(service.token);
  to.terminals.expectClosings(1);
  const sent = await service.post(service.token, { ticket: ticketIn(page), level });
  expect(sent.page).toContain('评价已记录');
  return { ...service, pageTicket: ticketIn(page), ticket: ticketIn(sent.page), sent: sent.page };
}

describe('追评', () => {
  it('is offered on the page of a rating, and again for weeks under the address that the page keeps', async () => {
    const { token, ticket, sent, get } = await ratedByPhone();
    expect(sent).toContain('补充评价（追评）');
    expect(sent).toContain(`data-u="?lang=zh-CN&amp;ticket=${ticket}"`);
    app.advance(20 * DAY_MS);
    const back = await get(token, `?ticket=${ticket}`);
    expect(back).toMatchObject({ status: 200, page: expect.stringContaining('补充评价（追评）') });
    const form = await get(token, `?ticket=${ticket}&more=1`);
    expect([...form.page.matchAll(/name="level" id="l\d" value="(\d)"/g)].map((match) => Number(match[1]))).toEqual(
      LEVEL_ORDER,
    );
    expect(form.page).not.toMatch(/ checked/);
    expect(form.page).toContain('不会改变第一次的评价');
  });

  it.each(LEVEL_ORDER)('takes level %i as a record of its own and leaves the first rating alone', async (level) => {
    const { token, ticket, post, get, material } = await ratedByPhone();
    const first = material()?.rating;
    const closings = app.terminals.closed.length;
    const form = { ticket, act: 'follow-up', level: String(level), text: '补一句' };
    const done = await post(token, form);
    expect(done).toMatchObject({ status: 200, page: expect.stringContaining('追评已记录') });
    expect(done.page).not.toMatch(/满意[^度]/);
    expect(material()?.followUp).toMatchObject({ level, assessNumber: 2, text: '补一句', channel: 'qr' });
    expect(material()?.rating).toEqual(first);
    expect(await post(token, { ...form, level: '1' })).toMatchObject({ status: 200 });
    expect(material()?.followUp?.level).toBe(level);
    expect(app.terminals.closed).toHaveLength(closings);
    expect((await get(token, `?ticket=${ticket}`)).page).not.toContain('追评）');
  });

  it('is one a service, whoever comes with a code', async () => {
    const { token, ticket, post, get, mint, material } = await ratedByPhone();
    const receipt = mint(mintReceiptToken);
    const other = linkTicketIn((await get(receipt)).page);
    expect(other).not.toBe(ticket);
    await post(token, { ticket, act: 'follow-up', level: '2' });
    const late = await post(receipt, { ticket: other, act: 'follow-up', level: '5' });
    expect(late).toMatchObject({ status: 409, page: expect.stringContaining('已经追评') });
    expect(material()?.followUp?.level).toBe(2);
  });

  it('is not for whoever saw the code of the screen, before the rating or after it', async () => {
    const { token, mint, get, post, qrHandle, material } = await openService();
    const seen = ticketIn((await get(token)).page);
    await app.store.submitPhoneRating(newPhoneRating(app.terminal.deviceId, qrHandle, app.now()));
    const late = await get(mint());
    expect(late.page).toContain('本次服务已经评价');
    expect(late.page).not.toContain('追评');
    expect((await get(token, `?ticket=${seen}&more=1`)).page).not.toContain('name="level"');
    const refused = { status: 410, page: expect.stringContaining('现在不能追评') };
    expect(await post(token, { ticket: seen, act: 'follow-up', level: '5' })).toMatchObject(refused);
    const duplicate = await post(token, { ticket: seen, level: '5' });
    expect(duplicate).toMatchObject({ status: 409, page: expect.not.stringContaining('追评') });
    const ticket = ticketIn(duplicate.page);
    expect(await post(token, { ticket, act: 'follow-up', level: '5' })).toMatchObject(refused);
    expect(material()?.followUp).toBeNull();
  });

  it('may be given by receipt for a rating pressed at the window, but no contact goes with a page that sent nothing', async () => {
    const { qrHandle, mint, get, post, material } = await openService();
    const receipt = mint(mintReceiptToken);
    await app.store.submitPhoneRating({
      ...newPhoneRating(app.terminal.deviceId, qrHandle, app.now()),
      channel: 'window',
    });
    const { page } = await get(receipt);
    expect(page).toContain('本次服务已经评价');
    expect(page).not.toContain('name="contact"');
    const ticket = linkTicketIn(page);
    expect((await post(receipt, { ticket, act: 'contact', contact: '13900001111' })).status).toBe(400);
    const done = await post(receipt, { ticket, act: 'follow-up', level: '2', tag2: '207' });
    expect(done.page).toContain('追评已记录');
    expect(done.page).toContain('name="contact"');
    expect(material()?.followUp).toMatchObject({ level: 2, tags: ['207'] });
  });

  it('is over after its time', async () => {
    const { token, ticket, get, post, material } = await ratedByPhone();
    app.advance(AFTER_WINDOW_MS - 60_000);
    expect((await get(token, `?ticket=${ticket}`)).page).toContain('补充评价（追评）');
    app.advance(120_000);
    expect((await get(token, `?ticket=${ticket}`)).status).toBe(410);
    expect((await post(token, { ticket, act: 'follow-up', level: '1' })).status).toBe(410);
    expect(material()?.followUp).toBeNull();
  });

  it('follows nothing where nothing was rated', async () => {
    const { token, get, post, material } = await openService();
    const ticket = ticketIn((await get(token)).page);
    const answer = await post(token, { ticket, act: 'follow-up', level: '1' });
    expect(answer).toMatchObject({ status: 410, page: expect.stringContaining('现在不能追评') });
    expect(material()).toMatchObject({ rating: null, followUp: null });
  });

  it('a ticket of a page that was sent rates nothing', async () => {
    const { ticket, token, post } = await ratedByPhone();
    expect((await post(token, { ticket, level: '1' })).status).toBe(400);
    expect((await post(token, { ticket, act: 'something', level: '1' })).status).toBe(400);
  });

  it('is not offered where the policy has none', async () => {
    const strict = await startTestApp({ settings: { ratePage: { followUpDays: 0 } } });
    const { token, ticket, sent, post, get } = await ratedByPhone(strict);
    expect(sent).not.toContain('追评');
    strict.advance(1000);
    expect((await get(token, `?ticket=${ticket}&more=1`)).page).not.toContain('name="level"');
    expect((await post(token, { ticket, act: 'follow-up', level: '1' })).status).toBe(410);
    await strict.close();
  });
});

describe('a contact for the reply', () => {
  it('is kept apart, can be deleted and replaced, and is never shown again', async () => {
    const { token, ticket, sent, get, post } = await ratedByPhone();
    expect(sent).toContain('只用于就本次评价答复您');
    const kept = await post(token, { ticket, act: 'contact', contact: ' 139-0000-1111 ' });
    expect(kept).toMatchObject({ status: 200, page: expect.stringContaining('已留下联系方式') });
    const again = await get(token, `?ticket=${ticket}`);
    expect(again.page).toContain('删除联系方式');
    for (const { page } of [kept, again]) expect(page).not.toContain('1111');
    const gone = await post(token, { ticket, act: 'forget' });
    expect(gone.page).toContain('联系方式已删除');
    expect((await get(token, `?ticket=${ticket}`)).page).toContain('name="contact"');
  });

  it.each([
    '',
    '王芳',
    '12345',
    '13900001111 李雷',
    'a@b',
    '@b.cn',
    'a b@c.cn',
    '<x@y.cn>',
    `${'x'.repeat(300)}@y.cn`,
    '1'.repeat(16),
  ])('takes a number or an address, not %j', async (contact) => {
    const { token, ticket, post, get } = await ratedByPhone();
    const answer = await post(token, { ticket, act: 'contact', contact });
    expect(answer).toMatchObject({ status: 422, page: expect.stringContaining('role="alert"') });
    expect((await get(token, `?ticket=${ticket}`)).page).toContain('name="contact"');
  });

  it.each(['+86 139 0000 1111', '０５３１-66601234', 'li.lei+1@example.gov.cn', '李雷@例子.中国'])(
    'takes %j',
    async (contact) => {
      const { token, ticket, post } = await ratedByPhone();
      expect((await post(token, { ticket, act: 'contact', contact })).page).toContain('已留下联系方式');
    },
  );

  it('is in no log, no answer of the API and nothing for the city', async () => {
    const { sessionId, token, ticket, post, material } = await ratedByPhone();
    const contact = 'reply-me-here@example.cn';
    await post(token, { ticket, act: 'contact', contact });
    await post(token, { ticket, act: 'follow-up', level: '1', text: '说不出口的话' });
    const session = await (await callApi(app, 'GET', `/api/v1/service-sessions/${sessionId}`)).text();
    expect(session).toContain(sessionId);
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    await expect.poll(() => app.events.filter((entry) => entry.data.method === 'POST').length).toBeGreaterThan(2);
    for (const text of [session, metrics, JSON.stringify(app.events), JSON.stringify(material())]) {
      for (const secret of [contact, 'reply-me', ticket]) expect(text).not.toContain(secret);
    }
    for (const text of [session, metrics, JSON.stringify(app.events)]) {
      expect(text).not.toMatch(/说不出口|follow|追评/i);
    }
  });
});

describe('a gateway that cannot write', () => {
  it('gives the form back with all that was entered, and says that nothing is recorded', async () => {
    const { token, get, post, material } = await openService();
    const ticket = ticketIn((await get(token)).page);
    const { submitPhoneRating } = app.store;
    const store = app.store as { submitPhoneRating: typeof submitPhoneRating };
    store.submitPhoneRating = () => Promise.reject(new StoreError('disk-full', 'no room'));
    const refused = await post(token, { ticket, level: '2', tag2: '207', text: '请记下' });
    store.submitPhoneRating = submitPhoneRating;
    expect(refused.status).toBe(503);
    expect(refused.page).toContain('您的评价还没有记录');
    expect(refused.page).toMatch(/value="2" required checked[\s\S]*value="207" checked[\s\S]*请记下<\/textarea>/);
    app.terminals.expectClosings(1);
    expect((await post(token, { ticket, level: '2' })).status).toBe(200);
    expect(material()?.rating?.level).toBe(2);
  });
});

describe('a gateway that cannot write, after the rating', () => {
  const refuse = () => Promise.reject(new StoreError('disk-full', 'no room'));
  /** Runs with one deed of the store refused. */
  async function without<T>(deed: 'keepReplyContact' | 'forgetReplyContact', act: () => Promise<T>): Promise<T> {
    const store = app.store as Record<typeof deed, unknown>;
    const real = store[deed];
    store[deed] = refuse;
    try {
      return await act();
    } finally {
      store[deed] = real;
    }
  }

  it.each(languageSchema.options)(
    '%s: gives a contact back in its field, and the rating stays recorded',
    async (language) => {
      const { token, ticket, post } = await ratedByPhone();
      const contact = '139 0000 1111';
      const fields = { ticket, act: 'contact', contact };
      const { status, page } = await without('keepReplyContact', () => post(token, fields, `?lang=${language}`));
      expect(status).toBe(503);
      expect(page).toContain(PAGE_TEXTS[language].contact.failed);
      expect(page).toContain(PAGE_TEXTS[language].notices.rated.title);
      expect(page).not.toContain(PAGE_TEXTS[language].problems.notKept);
      expect(page).toContain(`value="${contact}"`);
      expect((await post(token, { ticket: ticketIn(page), act: 'contact', contact })).page).toContain('已留下联系方式');
    },
  );

  it('gives what is no contact back, too, and runs none of it', async () => {
    const { token, ticket, post } = await ratedByPhone();
    const { page } = await post(token, { ticket, act: 'contact', contact: '"><script>alert(1)</script>' });
    expect(page).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
  });

  it('says that a contact is not deleted yet, and lets it be deleted again', async () => {
    const { token, ticket, post } = await ratedByPhone();
    await post(token, { ticket, act: 'contact', contact: '13900001111' });
    const { status, page } = await without('forgetReplyContact', () => post(token, { ticket, act: 'forget' }));
    expect({ status, forgotten: page.includes('联系方式已删除') }).toEqual({ status: 503, forgotten: false });
    expect(page).toContain('系统出现问题，请稍后再试');
    expect((await post(token, { ticket: ticketIn(page), act: 'forget' })).page).toContain('联系方式已删除');
  });

  it('a page that cannot be read says nothing of what is recorded', async () => {
    const { token, ticket, get } = await ratedByPhone();
    const store = app.store as { isHandleRated: unknown };
    const real = store.isHandleRated;
    store.isHandleRated = () => {
      throw new StoreError('disk-full', 'cannot be read');
    };
    const { status, page } = await get(token, `?ticket=${ticket}`);
    store.isHandleRated = real;
    expect(status).toBeGreaterThanOrEqual(500);
    expect(page).toContain('系统出现问题');
    expect(page).not.toContain('没有记录');
  });
});

describe('the language', () => {
  const first = async (header: string) => {
    const { token } = await openService();
    const page = await (await fetch(`${app.url}/r/${token}`, { headers: { 'accept-language': header } })).text();
    return /<html lang="([^"]+)" dir="([^"]+)"/.exec(page)?.slice(1);
  };

  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', ['zh-CN', 'ltr']],
    ['ug-CN,zh-CN;q=0.9', ['ug', 'rtl']],
    ['bo,zh;q=0.5', ['bo', 'ltr']],
    ['fr-FR,en;q=0.5', ['en', 'ltr']],
    ['zh;q=0.3,en;q=0.7', ['en', 'ltr']],
    ['fr', ['zh-CN', 'ltr']],
    ['', ['zh-CN', 'ltr']],
    [';;q=,,=q', ['zh-CN', 'ltr']],
    ['en;q=0', ['zh-CN', 'ltr']],
  ])('is first guessed from %j', async (header, expected) => {
    expect(await first(header)).toEqual(expected);
  });

  it('that was tapped wins and stays with what is sent', async () => {
    const { token, get, post } = await openService();
    const form = await get(token, '?lang=ug');
    expect(form.page).toContain(`action="/r/${token}?lang=ug"`);
    app.terminals.expectClosings(1);
    const sent = await post(token, { ticket: ticketIn(form.page), level: '3' }, '?lang=ug');
    expect(sent.page).toContain(PAGE_TEXTS.ug.notices.recorded.title);
  });

  it.each(languageSchema.options)('%s has every notice, in words of its own', async (language) => {
    const { notices } = PAGE_TEXTS[language];
    const expired = mintQrToken(
      app.terminal.shortId,
      (await openService()).qrHandle,
      app.now() - QR_KINDS.screen.scanWindowMs - QR_STEP_MS,
      app.terminal.qrKey,
    );
    const { page } = await read(await fetch(`${app.url}/r/${expired}?lang=${language}`));
    expect(page).toContain(notices.expired.title);
    const texts = Object.values(notices).flatMap(({ title, text }) => [title, text]);
    expect(new Set(texts).size).toBe(texts.length);
    const script = { 'zh-CN': /\p{sc=Han}/u, en: /[a-z]/i, ug: /\p{sc=Arabic}/u, bo: /\p{sc=Tibetan}/u }[language];
    for (const text of texts) expect(text).toMatch(script);
    if (language !== 'zh-CN') for (const text of texts) expect(text).not.toMatch(/\p{sc=Han}/u);
  });
});
