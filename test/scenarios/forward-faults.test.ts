import { systemClock } from '@mingjing/shared/system/machine.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CityFault } from '../simulators/city/faults.ts';
import { type Hall, openHall } from './http-harness.ts';

let hall: Hall;
beforeEach(async () => {
  hall = await openHall({ timeoutMs: 500 });
});
afterEach(() => hall?.close());

const POLL = { timeout: 15_000 };
const counts = () => hall.gateway.store.counts();
const eventsOf = (event: string) => hall.events.filter((entry) => entry.event === event);

async function serve(projectNo: string, level: string) {
  const opened = await hall.openService(projectNo);
  expect((await hall.rateByPhone(opened, { level })).status).toBe(200);
  return opened;
}

describe('a city that fails for a while', () => {
  const faults: [fault: CityFault, times: number][] = [
    ['fail', 3],
    ['busy', 3],
    ['drop-before', 3],
    ['drop-after', 1],
    ['drop-after', 4],
    ['stall', 2],
    ['garbage', 3],
    ['huge', 2],
    ['redirect', 3],
  ];
  it.each(faults)('%s ×%i: every record arrives once, nothing is given up', async (fault, times) => {
    hall.city.misbehave(fault, times);
    for (const level of ['5', '3', '1']) await serve(`F-${level}`, level);
    await expect.poll(() => hall.city.ratings().length, POLL).toBe(3);
    await expect.poll(() => counts().outboxPending, POLL).toBe(0);
    expect(hall.city.services()).toHaveLength(3);
    expect(counts()).toMatchObject({ outboxDead: 0, outboxDelivered: 6 });
    const taken = hall.city.requests().filter((request) => request.message === '成功');
    expect(taken).toHaveLength(6);
    for (const { projectNo } of hall.city.ratings()) {
      const paths = taken.filter((request) => request.body.includes(projectNo)).map((request) => request.path);
      expect(paths).toEqual(['/api/v1/services', '/api/v1/ratings']);
    }
  });

  it('takes ratings whose answers were lost, once each', async () => {
    const opened = await Promise.all(
      ['5', '2'].map(async (level) => ({ level, ...(await hall.openService(`L-${level}`)) })),
    );
    await expect.poll(() => counts().outboxDelivered, POLL).toBe(2);
    hall.city.misbehave('drop-after', 2);
    for (const session of opened) await hall.rateByPhone(session, { level: session.level });
    await expect.poll(() => counts(), POLL).toMatchObject({ outboxPending: 0, outboxDelivered: 4, outboxDead: 0 });
    expect(hall.city.ratings()).toHaveLength(2);
    expect(hall.city.requests().filter((request) => request.message === '评价数据不可重复')).toHaveLength(2);
  });

  it('does not slow the citizen down', async () => {
    hall.city.misbehave('stall');
    const opened = await hall.openService('F-slow');
    expect(opened.status).toBe(201);
    expect((await hall.rateByPhone(opened, { level: '2' })).status).toBe(200);
    expect(hall.city.ratings()).toHaveLength(0);
  });
});

describe("a gateway's clock that is an hour ahead until somebody sets it back", () => {
  const HOUR_MS = 3600_000;
  it.each(['while it runs', 'while it is off'])('%s: what waited arrives, once each', async (when) => {
    await hall.close();
    let aheadMs = HOUR_MS;
    const clock = { mono: systemClock.mono, now: () => systemClock.now() + aheadMs };
    hall = await openHall({ overrides: { clock } });
    for (const level of ['5', '1']) await serve(`C-${level}`, level);
    await expect.poll(() => hall.city.requests().length, POLL).toBeGreaterThan(2);
    expect(new Set(hall.city.requests().map((request) => request.message))).toEqual(new Set(['时间戳失效']));
    if (when === 'while it runs') aheadMs = 0;
    else
      await hall.restart(() => {
        aheadMs = 0;
      });
    await expect.poll(() => hall.city.ratings().length, POLL).toBe(2);
    await expect.poll(() => counts(), POLL).toMatchObject({ outboxPending: 0, outboxDead: 0, outboxDelivered: 4 });
    expect(hall.city.services()).toHaveLength(2);
  });
});

describe('the circuit breaker', () => {
  it('opens while everything fails, asks once per pause, and closes again by itself', async () => {
    hall.city.misbehave('fail');
    for (let number = 0; number < 6; number += 1) await serve(`B-${number}`, '5');
    await expect.poll(() => eventsOf('forward.breaker-open').length, POLL).toBe(1);
    const before = hall.city.requests().length;
    await expect.poll(() => hall.city.requests().length, POLL).toBeGreaterThan(before + 1);
    expect(eventsOf('forward.breaker-closed')).toHaveLength(0);
    hall.city.heal();
    await expect.poll(() => eventsOf('forward.breaker-closed').length, POLL).toBe(1);
    await expect.poll(() => hall.city.ratings().length, POLL).toBe(6);
    expect(hall.gateway.forwarder?.breakerState()).toBe('closed');
  });

  it('opens when nobody is there at all', async () => {
    await hall.city.stop();
    for (let number = 0; number < 3; number += 1) await serve(`B-${number}`, '5');
    await expect.poll(() => eventsOf('forward.breaker-open').length, POLL).toBeGreaterThan(0);
    expect(counts()).toMatchObject({ outboxDead: 0, outboxPending: 6 });
  });
});

describe('a record that the city rejects', () => {
  it('becomes a dead letter with the raw reply, holds nobody up, and can be revived', async () => {
    hall.city.misbehave('reject', 1);
    await serve('D-1', '2');
    await serve('D-2', '5');
    await expect.poll(() => hall.city.ratings().map((rating) => rating.projectNo), POLL).toEqual(['D-2']);
    const [letter, ...others] = hall.gateway.store.deadLetters(10);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ kind: 'service', attempts: 1 });
    expect(letter?.rawReply).toContain('办件信息校验不通过');
    expect(eventsOf('forward.dead')).toHaveLength(1);
    await hall.gateway.forwarder?.revive(letter!.id);
    await expect.poll(() => hall.city.ratings().length, POLL).toBe(2);
    expect(hall.gateway.store.deadLetters(10)).toEqual([]);
  });

  it('is kept even when it comes before its service in time, and its time is not touched', async () => {
    const now = new Date(Date.now() + 4000).toISOString();
    const opened = await hall.openService('D-early', { serviceTime: now, resultTime: now });
    await hall.rateByPhone(opened, { level: '5' });
    await expect
      .poll(() => hall.gateway.store.deadLetters(1)[0]?.rawReply ?? '', POLL)
      .toContain('评价时间必须晚于服务时间');
  });

  it('is sent again with its service record when the city has lost that', async () => {
    const opened = await hall.openService('D-lost');
    await expect.poll(() => hall.city.services().length, POLL).toBe(1);
    hall.city.forget('D-lost');
    await hall.rateByPhone(opened, { level: '4' });
    await expect.poll(() => hall.city.ratings().length, POLL).toBe(1);
    expect(hall.city.requests().map((request) => [request.path, request.message])).toEqual([
      ['/api/v1/services', '成功'],
      ['/api/v1/ratings', '没有对应的服务数据'],
      ['/api/v1/services', '成功'],
      ['/api/v1/ratings', '成功'],
    ]);
  });
});
