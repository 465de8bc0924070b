import { describe, expect, it } from 'vitest';
import { newPhoneRating, newSession } from '../../../store/testing/store-fixtures.ts';
import { CALLER_KEY, startTestApp, type TestApp, type TestAppOptions } from '../../testing/app-fixture.ts';
import { OUTBOX_LATE_MS } from './health.ts';

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
      expect(await response.json()).toEqual({ status: 'ok', checks: { writer: 'ok', disk: 'ok', outbox: 'off' } });
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

describe('/metrics', () => {
  it('counts without naming anybody or any level', () =>
    withApp({ forwarding: line }, async (app) => {
      const session = newSession(app.terminal.deviceId, app.now());
      await app.store.openSession(session);
      await app.store.submitPhoneRating(newPhoneRating(app.terminal.deviceId, session.view.qrHandle, app.now()));
      app.terminals.connected.add(app.terminal.deviceId);
      const text = await (await fetch(`${app.url}/metrics`)).text();
      for (const sample of [
        'mingjing_sessions 1',
        'mingjing_sessions_rated 1',
        'mingjing_outbox_pending 2',
        'mingjing_terminals_connected 1',
        'mingjing_forward_breaker 2',
      ]) {
        expect(text).toContain(`\n${sample}\n`);
      }
      expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds/);
      const ours = text.split('\n').filter((row) => row.includes('mingjing_'));
      expect(ours.join('\n')).not.toMatch(/level|satisf|\{|王芳|0012/);
    }));

  it.each(['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])('is closed to what a proxy passes on (%s)', (header) =>
    withApp({}, async (app) => {
      const headers = { [header]: '127.0.0.1' };
      expect((await fetch(`${app.url}/metrics`, { headers })).status).toBe(401);
      const authorized = { ...headers, authorization: `Bearer ${CALLER_KEY}` };
      expect((await fetch(`${app.url}/metrics`, { headers: authorized })).status).toBe(200);
    }),
  );
});
