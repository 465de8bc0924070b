import { UPGRADE_HEADERS } from '@mingjing/shared/protocol/upgrade-auth.ts';
import { expect, it, vi } from 'vitest';
import { commitRatings } from './log-fixture.ts';
import { startScriptedGateway } from './scripted-gateway.ts';
import { newTerminal, PATIENCE, ratingsIn, startSync } from './sync-fixture.ts';

const HOUR = 3_600_000;
/** Far apart, so that only an immediate second try can be in time. */
const SLOW_REFUSED = { firstMs: 600_000, maxMs: 600_000, factor: 1, jitter: 0 };

it.each([
  ['an hour behind', -HOUR],
  ['a year ahead', 365 * 24 * HOUR],
])('a terminal whose clock is %s corrects itself from the refusal, at once', async (_, error) => {
  const terminal = newTerminal();
  const gateway = await startScriptedGateway(terminal.key);
  const { store, client, events } = startSync(terminal, gateway.url, { now: () => Date.now() + error });
  commitRatings(store, 1, 3);
  client.nudge();
  await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
  expect(events.filter((event) => event === 'sync.refused')).toHaveLength(1);
  expect(Math.abs((client.status().clockOffset ?? 0) + error)).toBeLessThan(2_000);
  expect(ratingsIn(gateway.ledger.allTexts())).toEqual([1, 2, 3]);
});

it('a clock set back an hour while connected is measured again with the next heartbeat', async () => {
  const terminal = newTerminal();
  const gateway = await startScriptedGateway(terminal.key, { heartbeatMs: 1_000 });
  let error = 0;
  const { client } = startSync(terminal, gateway.url, { now: () => Date.now() + error });
  await vi.waitFor(() => expect(client.status().connected).toBe(true), PATIENCE);
  error = -HOUR;
  await vi.waitFor(() => expect(client.status().clockOffset).toBeGreaterThan(HOUR - 2_000), PATIENCE);
});

it('a refusal whose clock agrees is no reason to hurry', async () => {
  const terminal = newTerminal();
  let refusals = 0;
  const gateway = await startScriptedGateway(terminal.key, {
    refuse: () => {
      refusals += 1;
      return { status: 401 };
    },
  });
  const quick = startSync(terminal, gateway.url).client;
  await vi.waitFor(() => expect(refusals).toBeGreaterThan(3), PATIENCE);
  expect(quick.status()).toMatchObject({ connected: false });
  await quick.stop();
  const before = refusals;
  const { delays } = { delays: { reconnect: { ...patient(SLOW_REFUSED) } } };
  const slow = startSync(newTerminal(), gateway.url, { delays });
  await vi.waitFor(() => expect(slow.events).toContain('sync.refused'), PATIENCE);
  expect(refusals).toBe(before + 1);
});

it('a refusal whose clock keeps changing is believed once, then waited out', async () => {
  const terminal = newTerminal();
  let refusals = 0;
  const gateway = await startScriptedGateway(terminal.key, {
    now: () => Date.now() + refusals * 10 * HOUR,
    refuse: () => {
      refusals += 1;
      return { status: 401 };
    },
  });
  const { events } = startSync(terminal, gateway.url, { delays: { reconnect: patient(SLOW_REFUSED) } });
  await vi.waitFor(() => expect(events.filter((event) => event === 'sync.refused')).toHaveLength(2), PATIENCE);
  expect(refusals).toBe(2);
});

it('a gateway that is not ours, or garbles its headers, does no harm', async () => {
  const terminal = newTerminal();
  const answers = [
    { status: 200 },
    { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
    { status: 401, headers: { 'x-mingjing-server-time': 'yesterday', 'retry-after': 'soon' } },
    { status: 409, headers: { 'x-mingjing-server-time': '9'.repeat(40) } },
    { status: 503, headers: { 'retry-after': '0' } },
  ];
  const gateway = await startScriptedGateway(terminal.key, { refuse: () => answers.shift() });
  const { store, client } = startSync(terminal, gateway.url);
  commitRatings(store, 1, 2);
  await vi.waitFor(() => expect(store.backlog().count).toBe(0), PATIENCE);
  expect(client.status().connected).toBe(true);
});

it('every attempt is signed anew and never says the same twice', async () => {
  const terminal = newTerminal();
  const nonces: string[] = [];
  const gateway = await startScriptedGateway(terminal.key, {
    refuse: (request) => {
      nonces.push(String(request.headers[UPGRADE_HEADERS.nonce]));
      return nonces.length < 4 ? { status: 503 } : undefined;
    },
  });
  const { client } = startSync(terminal, gateway.url);
  await vi.waitFor(() => expect(client.status().connected).toBe(true), PATIENCE);
  expect(new Set(nonces).size).toBe(4);
});

function patient(plan: typeof SLOW_REFUSED) {
  return { network: plan, refused: plan, replaced: plan, revoked: plan, 'going-down': plan };
}
