import { once } from 'node:events';
import type { PadEvent } from '@mingjing/device-app/pads/pad-events.ts';
import { freePort } from '@mingjing/device-app/pads/testing/evaluators.ts';
import { afterEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startPads } from './running-pads.ts';

const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Message {
  readonly method?: string;
  readonly param?: unknown;
  readonly code?: string;
  readonly request?: string;
}

/** An Android evaluator as its maker's debug page drives it: JSON over a WebSocket that it dials. */
async function dialIn(port: number) {
  const socket = await vi.waitFor(async () => {
    const dialled = new WebSocket(`ws://127.0.0.1:${port}/`);
    await once(dialled, 'open');
    return dialled;
  });
  closing.push(() => socket.terminate());
  const heard: Message[] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString('utf8'))));
  return { heard, send: (message: unknown) => socket.send(JSON.stringify(message)) };
}

it('a RateService evaluator logs in, is asked for a rating, and is thanked only once the rating is taken', async () => {
  const port = await freePort();
  const { pads, events } = startPads([{ profile: 'rateservice-websocket', path: `127.0.0.1:${port}` }]);
  closing.push(() => pads.stop());
  const evaluator = await dialIn(port);
  await vi.waitFor(() => expect(pads.status()[0]).toMatchObject({ connected: true }));

  evaluator.send({ method: 'Login', param: { winNum: '3', userCode: '1001' } });
  evaluator.send({ method: 'HeartBeat' });
  await vi.waitFor(() =>
    expect(evaluator.heard).toEqual([
      { code: '0', request: 'Login', result: '登录成功!' },
      { code: '999', request: 'HeartBeat', result: '未知指令' },
    ]),
  );

  pads.arm();
  const ask = (sessionId: string) =>
    pads.output(0, 'startEvaluation', {
      sessionId,
      matterName: '居住证签注',
      staffNumber: '',
      windowName: '',
      date: '2026-01-02',
    });
  expect(await ask('s-1')).toBe(true);
  await vi.waitFor(() => expect(evaluator.heard).toHaveLength(3));
  expect(evaluator.heard[2]).toMatchObject({
    method: 'RateQuest',
    param: { rateId: 's-1', item: '居住证签注', date: '2026-01-02', transactor: '' },
  });

  const scores = { attitude: '4', quality: '5', efficiency: '5', honest: '5' };
  // What was asked before, or by nobody, is no rating of this session.
  for (const rateId of ['s-0', '', 'mingjing']) evaluator.send({ method: 'RateSubmit', param: { rateId, ...scores } });
  const refused = { code: '1003', request: 'RateSubmit', result: '评价失败!' };
  await vi.waitFor(() => expect(evaluator.heard.slice(3)).toEqual([refused, refused, refused]));
  expect(events).toEqual([]);
  evaluator.send({ method: 'ratesubmit', param: { rateId: 's-1', ...scores } });
  await vi.waitFor(() => expect(events).toMatchObject([{ kind: 'rating', level: 4 }]));
  expect(evaluator.heard).toHaveLength(6);
  const [rating] = events as readonly [PadEvent];
  rating.acknowledge();
  await vi.waitFor(() => expect(evaluator.heard[6]).toEqual({ code: '0', request: 'ratesubmit', result: '评价成功!' }));

  expect(await ask('s-2')).toBe(true);
  evaluator.send({ method: 'RateSubmit', param: { rateId: 's-1', ...scores } });
  await vi.waitFor(() => expect(evaluator.heard[8]).toEqual(refused));
  expect(events).toHaveLength(1);
});
