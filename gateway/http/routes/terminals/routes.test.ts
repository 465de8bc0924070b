import type { HealthReport } from '@mingjing/shared/protocol/actions.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROVEN_WITHIN_MS } from '../../../core/self-test-overdue.ts';
import { CALLER_KEY, startTestApp, type TestApp } from '../../testing/app-fixture.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(() => app.close());

const list = async (query = '') => {
  const headers = { authorization: `Bearer ${CALLER_KEY}` };
  const response = await fetch(`${app.url}/api/v1/terminals${query}`, { headers });
  expect(response.status).toBe(200);
  return (await response.json()) as { terminals: { selfTest: unknown }[]; next: string | null };
};
const HEALTH: HealthReport = {
  pads: [],
  unsent: 0,
  oldestUnsentAgeMs: null,
  storage: 'ok',
  screenConnected: true,
  rssMb: 60,
};
/** What the terminal said with its last heartbeat, by a clock that is `offset` ms behind. */
const tell = (provenAt: number | null, offset = 0) =>
  app.terminals.told.set(app.terminal.deviceId, {
    lastSeenAt: app.now(),
    clockOffsetMs: offset,
    report: {
      ...HEALTH,
      selfTest: { state: provenAt === null ? 'failed' : 'passed', at: app.now() - offset, provenAt },
    },
  });

describe('GET /api/v1/terminals', () => {
  it('shows who has proof of all five levels, by the gateway\u2019s clock', async () => {
    const at = app.now() - 3_600_000;
    tell(at - 500, 500);
    app.terminals.connected.add(app.terminal.deviceId);
    const { terminals, next } = await list();
    expect(terminals).toEqual([
      {
        terminal: app.terminal.shortId,
        windowName: app.terminal.windowName,
        connected: true,
        selfTest: expect.objectContaining({ state: 'passed', provenAt: new Date(at).toISOString(), overdue: false }),
      },
    ]);
    expect(next).toBeNull();
  });

  it('names who has had none for more than 26 hours', async () => {
    tell(app.now());
    app.advance(PROVEN_WITHIN_MS - 60_000);
    expect((await list()).terminals).toMatchObject([{ selfTest: { overdue: false } }]);
    app.advance(120_000);
    expect((await list()).terminals).toMatchObject([{ selfTest: { state: 'passed', overdue: true } }]);
  });

  it.each(['nothing was heard of since the gateway started', 'every test failed'])(
    'gives the same time where %s',
    async (why) => {
      if (why === 'every test failed') tell(null);
      expect((await list()).terminals).toMatchObject([{ selfTest: { provenAt: null, overdue: false } }]);
      app.advance(PROVEN_WITHIN_MS + 60_000);
      expect((await list()).terminals).toMatchObject([{ selfTest: { provenAt: null, overdue: true } }]);
    },
  );

  it('says nothing that moves when a citizen rates, and goes on after a terminal', async () => {
    tell(app.now());
    const text = JSON.stringify(await list());
    expect(text).not.toMatch(/level|unsent|seen/i);
    expect((await list(`?after=${app.terminal.shortId}`)).terminals).toEqual([]);
  });

  it('is for callers with a key only', async () => {
    expect((await fetch(`${app.url}/api/v1/terminals`)).status).toBe(401);
  });
});
