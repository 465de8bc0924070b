import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { describe, expect, it } from 'vitest';
import { newPhoneRating, newSession } from '../../../store/testing/store-fixtures.ts';
import { CALLER_KEY, startTestApp, type TestApp, type TestAppOptions } from '../../testing/app-fixture.ts';
import { OUTBOX_LATE_MS } from './health.ts';
import { COUNT_EVERY_MS } from './store-totals.ts';

async function withApp(options: TestAppOptions, run: (app: TestApp) => Promise<void>) {
  const app = await startTestApp(options);
  try {
    await run(app);
  } finally {
    await app.close();
  }
}
const fine = async () => {};
const broken = () => Promise.reject(new Error('/secret/path is full'));
const line = { nudge: () => {}, breakerState: () => 'open' as const };

describe('/health', () => {
  it('is 200 when a rating can be kept', () =>
    withApp({}, async (app) => {
      const response = await fetch(`${app.url}/health`);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({
        status: 'ok',
        checks: { writer: 'ok', disk: 'ok', outbox: 'off' },
        blockedRatings: 0,
      });
    }));

  it.each([
    ['writer', { writer: broken, disk: fine }],
    ['disk', { writer: fine, disk: broken }],
  ])('is 503 when the %s fails, and says no more', (name, probes) =>
    withApp({ probes }, async (app) => {
      const response = await fetch(`${app.url}/health`);
      expect(response.status).toBe(503);
      const text = await response.text();
      expect(JSON.parse(text)).toMatchObject({ status: 'failing', checks: { [name]: 'failing' } });
      expect(text).not.toContain('secret');
    }),
  );

  it('reports a late outbox and stays in service', () =>
    withApp({ forwarding: line }, async (app) => {
      await app.store.openSession(newSession(app.terminal.deviceId, app.now()));
      expect(await (await fetch(`${app.url}/health`)).json()).toMatchObject({ checks: { outbox: 'ok' } });
      app.advance(OUTBOX_LATE_MS + 1000);
      const response = await fetch(`${app.url}/health`);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ checks: { outbox: 'late' } });
    }));
});

/** Rates a service whose record the city then rejects. */
async function blockRating(app: TestApp) {
  const session = newSession(app.terminal.deviceId, app.now());
  await app.store.openSession(session);
  await app.store.submitPhoneRating(newPhoneRating(app.terminal.deviceId, session.view.qrHandle, app.now()));
  const [service] = app.store.dueJobs(app.now(), 1);
  await app.store.jobDead(service!.id, app.now(), 'no');
  return service!.id;
}

describe('a rejected service record', () => {
  it('shows that its rating waits for somebody, within a minute', async () => {
    const time = createManualTime();
    await withApp({ forwarding: line, timers: time.timers }, async (app) => {
      const health = async () => (await fetch(`${app.url}/health`)).json();
      const job = await blockRating(app);
      expect(await health()).toMatchObject({ checks: { outbox: 'ok' }, blockedRatings: 0 });
      time.advance(COUNT_EVERY_MS);
      expect(await health()).toMatchObject({ status: 'ok', checks: { outbox: 'blocked' }, blockedRatings: 1 });
      await app.store.reviveJob(job, app.now());
      time.advance(COUNT_EVERY_MS);
      expect(await health()).toMatchObject({ checks: { outbox: 'ok' }, blockedRatings: 0 });
    });
  });
});

describe('/metrics', () => {
  it('counts once a minute, whoever asks and however often', async () => {
    const time = createManualTime();
    await withApp({ timers: time.timers }, async (app) => {
      const ours = async () => (await (await fetch(`${app.url}/metrics`)).text()).match(/^mingjing_.*$/gm);
      const before = await ours();
      const job = await blockRating(app);
      time.advance(COUNT_EVERY_MS - 1);
      expect(await ours()).toEqual(before);
      time.advance(1);
      expect(await ours()).toEqual(expect.arrayContaining(['mingjing_sessions_rated 1', 'mingjing_outbox_blocked 1']));
      await app.store.reviveJob(job, app.now());
      time.advance(COUNT_EVERY_MS);
      expect(await ours()).toContain('mingjing_outbox_blocked 0');
    });
    expect(time.pending()).toBe(0);
  });

  it('counts without naming anybody or any level', async () => {
    const time = createManualTime();
    const selfTests = { overdueCount: () => 3 };
    await withApp({ forwarding: line, timers: time.timers, selfTests }, async (app) => {
      const session = newSession(app.terminal.deviceId, app.now());
      await app.store.openSession(session);
      await app.store.submitPhoneRating(newPhoneRating(app.terminal.deviceId, session.view.qrHandle, app.now()));
      app.terminals.connected.add(app.terminal.deviceId);
      time.advance(COUNT_EVERY_MS);
      const text = await (await fetch(`${app.url}/metrics`)).text();
      for (const sample of [
        'mingjing_sessions 1',
        'mingjing_sessions_rated 1',
        'mingjing_outbox_pending 2',
        'mingjing_terminals_connected 1',
        'mingjing_terminals_self_test_overdue 3',
        'mingjing_forward_breaker 2',
      ]) {
        expect(text).toContain(`\n${sample}\n`);
      }
      expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds/);
      const ours = text.split('\n').filter((row) => row.includes('mingjing_'));
      expect(ours.join('\n')).not.toMatch(/level|satisf|\{|王芳|0012/);
    });
  });

  it.each(['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])('is closed to what a proxy passes on (%s)', (header) =>
    withApp({}, async (app) => {
      const headers = { [header]: '127.0.0.1' };
      expect((await fetch(`${app.url}/metrics`, { headers })).status).toBe(401);
      const authorized = { ...headers, authorization: `Bearer ${CALLER_KEY}` };
      expect((await fetch(`${app.url}/metrics`, { headers: authorized })).status).toBe(200);
    }),
  );
});
