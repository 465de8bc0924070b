import { once } from 'node:events';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/levels.ts';
import { TERMINAL_SOCKET_PATH } from '@mingjing/shared/protocol/limits.ts';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createPadSimulator } from '../simulators/pad/pad-simulator.ts';
import { serviceRecord } from '../support/local-api.ts';
import { garbageFor, hurl, loiter, rush } from './garbage.ts';
import { eventsOf, houseFolder, type RestartableGateway, startCity, startGateway } from './house.ts';
import { expectExactlyOnce } from './house-audit.ts';
import { openWindow, PATIENCE, type Window } from './window.ts';

const GATEWAY_GARBAGE = garbageFor(['/api/v1/service-sessions', '/api/v1/enrolments', '/r/x'], TERMINAL_SOCKET_PATH);
const TERMINAL_GARBAGE = garbageFor(['/local/v1/service-sessions'], '/screen/ws');
/** Of the terminal's own listener: screens, window PC and nobody else. */
const TERMINAL_CONNECTIONS = 64;

/** Citizens rate, one after the other, until told to stop. Returns how many did. */
async function serveUntil(
  done: () => boolean,
  window: Window,
  gateway: RestartableGateway,
  shortId: string,
): Promise<number> {
  let n = 0;
  while (!done()) {
    n += 1;
    const opened = await gateway.now().openSession(shortId, serviceRecord(n));
    const sessionId = opened.sessionId as SessionId;
    const level = LEVEL_ORDER[n % LEVEL_ORDER.length] ?? 5;
    await window.press(sessionId, level);
    await window.confirm(sessionId, n, level);
  }
  return n;
}

/** A program that has a real screen token, and then sends what no screen sends. */
async function madScreen(window: Window): Promise<void> {
  const url = new URL(await window.terminal().freshScreenUrl());
  const say = [
    '{"kind":"press"}',
    '{"kind":"press","sessionId":"x","level":9,"source":"pad"}',
    '[[[[[]]]]]',
    'null',
    '{'.repeat(30),
    'x'.repeat(1024 * 1024),
  ];
  const socket = new WebSocket(`ws://${url.host}/screen/ws`);
  const gone = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('error', () => {});
  await once(socket, 'open');
  socket.send(JSON.stringify({ token: new URLSearchParams(url.hash.slice(1)).get('token') }));
  for (const text of say) socket.send(text);
  await gone;
}

it('garbage at every port, and thousands who connect and say nothing: citizens notice nothing of it', async () => {
  const dir = houseFolder();
  const city = await startCity();
  const gateway = await startGateway(dir, city);
  const pad = await createPadSimulator({ keys: 5 });
  onTestFinished(() => pad.close());
  const settings = { gatewayUrl: gateway.url, enrolmentCode: gateway.enrolmentCode };
  const window = await openWindow(dir, { pad, settings });
  const { shortId } = await window.terminal().logged('enrolment.done');
  await window.terminal().logged('sync.connected');
  const { localUrl } = window.terminal();

  let attacked = false;
  const served = serveUntil(() => attacked, window, gateway, String(shortId));
  const answers: string[] = [];
  for (const garbage of GATEWAY_GARBAGE) answers.push(await hurl(gateway.url, garbage));
  for (const garbage of TERMINAL_GARBAGE) answers.push(await hurl(localUrl, garbage));
  await madScreen(window);
  const wellAnswered = /^$|^HTTP\/1\.1 (101|4\d\d) /;
  expect(answers.filter((answer) => !wellAnswered.test(answer))).toEqual([]);

  const callers = await loiter(gateway.url, 3_000);
  const neighbours = await rush(localUrl, 600);
  onTestFinished(() => void [...callers, ...neighbours.sockets].map((socket) => socket.destroy()));
  expect(neighbours.answered).toBeGreaterThan(0);
  expect(neighbours.answered).toBeLessThan(TERMINAL_CONNECTIONS);
  // Nobody who only holds a place keeps it.
  const stillOpen = () => [...callers, ...neighbours.sockets].filter((socket) => !socket.closed).length;
  await vi.waitFor(() => expect(stillOpen()).toBe(0), PATIENCE);
  attacked = true;
  expect(await served).toBeGreaterThan(3);
  await window.rate(9_001, 5);

  expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
  expect(eventsOf({ lines: gateway.lines() }, 'http.failed')).toEqual([]);
  expect(eventsOf(window.terminal(), 'local-api.failed')).toEqual([]);
  expect(eventsOf(window.terminal(), 'sync.disconnected')).toEqual([]);
  await window.drained();
  await expectExactlyOnce({ gateway, windows: [window], city });
}, 120_000);
