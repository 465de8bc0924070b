import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hall, openHall } from './http-harness.ts';

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall?.close());

const requestsOf = (projectNo: string) => hall.city.requests().filter((request) => request.body.includes(projectNo));
const ratingsOf = (projectNo: string) => hall.city.ratings().filter((rating) => rating.projectNo === projectNo);

describe('from the business system to the city, by phone', () => {
  it.each(LEVEL_ORDER)('level %i arrives exactly once, after its service record', async (level) => {
    const projectNo = `J-${level}`;
    const opened = await hall.openService(projectNo);
    expect(opened).toMatchObject({ status: 201, state: 'offline' });
    expect((await hall.rateByPhone(opened, { level: String(level) })).status).toBe(200);
    await expect.poll(() => ratingsOf(projectNo)).toHaveLength(1);
    expect(requestsOf(projectNo).map((request) => [request.path, request.message])).toEqual([
      ['/api/v1/services', '成功'],
      ['/api/v1/ratings', '成功'],
    ]);
    expect(ratingsOf(projectNo)).toMatchObject([
      {
        satisfaction: String(level),
        pf: '3',
        serviceNumber: '1',
        assessNumber: '1',
        evalDetail: '',
        writingEvaluation: level <= 2 ? '未说明' : '',
      },
    ]);
  });

  it('carries reasons and words, and the applicant to the city only', async () => {
    const ago = new Date(Date.now() - 60_000).toISOString();
    const body = {
      terminal: hall.shortId,
      service: {
        projectNo: 'J-full',
        serviceNumber: 3,
        taskCode: 'T',
        taskName: '事项',
        proStatus: '1',
        serviceName: '咨询',
        serviceTime: ago,
        staff: { name: '王芳', number: 'A0312' },
      },
      applicant: { userProp: '1', userName: '李雷', certKey: '37010219900101001X', mobile: '13800000000' },
    };
    const answer = (await (await hall.call('POST', '/api/v1/service-sessions', body)).json()) as { qrUrl: string };
    const opened = { status: 201, sessionId: '', state: '', qrUrl: answer.qrUrl };
    await hall.rateByPhone(opened, { level: '2', tag2: '214', text: '态度\n生硬' });
    await expect
      .poll(() => ratingsOf('J-full'))
      .toMatchObject([{ evalDetail: '214', writingEvaluation: '态度\n生硬' }]);
    const service = hall.city.services().find((record) => record.projectNo === 'J-full');
    expect(service).toMatchObject({ userName: '李雷', certKeyGOV: '37010219900101001X', mobile: '13800000000' });
    const log = JSON.stringify(hall.events);
    for (const secret of ['李雷', '37010219900101001X', '13800000000', '王芳', '态度', 'J-full']) {
      expect(log).not.toContain(secret);
    }
  });

  it('is followed by one 追评, number 2 of the same service, after the rating', async () => {
    const opened = await hall.openService('J-follow');
    const sent = await (await hall.rateByPhone(opened, { level: '5' })).text();
    const ticket = /name="ticket" value="([^"]+)"/.exec(sent)?.[1] ?? '';
    const address = new URL(opened.qrUrl);
    const followUp = () => {
      const body = new URLSearchParams({ ticket, act: 'follow-up', level: '2', tag2: '207', text: '还要再跑一次' });
      return fetch(`${hall.gateway.url}${address.pathname}`, { method: 'POST', body });
    };
    expect((await Promise.all([followUp(), followUp()])).map(({ status }) => status)).toEqual([200, 200]);
    await expect.poll(() => ratingsOf('J-follow')).toHaveLength(2);
    await expect.poll(() => hall.gateway.store.counts().outboxPending).toBe(0);
    expect(ratingsOf('J-follow')).toMatchObject([
      { assessNumber: '1', satisfaction: '5', serviceNumber: '1' },
      {
        assessNumber: '2',
        satisfaction: '2',
        serviceNumber: '1',
        evalDetail: '207',
        writingEvaluation: '还要再跑一次',
      },
    ]);
    expect(requestsOf('J-follow').map(({ message }) => message)).toEqual(['成功', '成功', '成功']);
  });

  it('is one service and one rating however often it is opened and sent', async () => {
    const opened = await hall.openService('J-again');
    expect((await hall.openService('J-again')).sessionId).toBe(opened.sessionId);
    await Promise.all([hall.rateByPhone(opened, { level: '5' }), hall.rateByPhone(opened, { level: '1' })]);
    await hall.openService('J-again');
    await expect.poll(() => ratingsOf('J-again')).toHaveLength(1);
    await expect.poll(() => hall.gateway.store.counts().outboxPending).toBe(0);
    expect(requestsOf('J-again')).toHaveLength(2);
  });

  it('goes on after a restart with what was not delivered', async () => {
    hall.city.misbehave('fail');
    const opened = await hall.openService('J-restart');
    await hall.rateByPhone(opened, { level: '4' });
    await expect.poll(() => requestsOf('J-restart').length).toBeGreaterThan(0);
    await hall.restart();
    hall.city.heal();
    await expect.poll(() => ratingsOf('J-restart'), { timeout: 5000 }).toHaveLength(1);
  });
});
