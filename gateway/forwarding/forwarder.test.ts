import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogEventId } from '@mingjing/shared/log-events/catalogue.data.ts';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { createManualTime, type ManualTime } from '@mingjing/test/support/manual-time.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GatewayStore } from '../store/gateway-store.ts';
import { openGatewayStore } from '../store/open-gateway-store.ts';
import { newPhoneRating, newSession, newTerminal } from '../store/testing/store-fixtures.ts';
import type { CityAdapter, CityReply } from './city-adapter.ts';
import { FORWARD_CONCURRENCY, FORWARD_DELAYS } from './delays.data.ts';
import { createForwarder, type Forwarder } from './forwarder.ts';

/** A city whose every answer the test gives by hand. */
function createHandCity() {
  const calls: { kind: string; projectNo: string; answer: (kind: CityReply['kind']) => void }[] = [];
  const push =
    (kind: string): CityAdapter['pushService'] =>
    ({ service }, signal) =>
      new Promise((resolve) => {
        const answer = (reply: CityReply['kind']) => resolve({ kind: reply, raw: reply });
        signal.addEventListener('abort', () => answer('unavailable'));
        calls.push({ kind, projectNo: service.projectNo, answer });
      });
  const adapter = {
    pushService: push('service'),
    pushRating: push('rating'),
    pushFollowUp: push('follow-up'),
  } satisfies CityAdapter;
  return { calls, adapter };
}

let dir: string;
let time: ManualTime;
let store: GatewayStore;
let forwarder: Forwarder | undefined;
let events: LogEventId[];
/** By how much somebody set the machine's clock, ms. */
let clockSet: number;
beforeEach(async () => {
  clockSet = 0;
  dir = mkdtempSync(join(tmpdir(), 'mingjing-forwarder-'));
  time = createManualTime();
  events = [];
  store = await openGatewayStore({
    dir,
    masterKey: systemRandomBytes(32),
    clock: time.clock,
    randomBytes: systemRandomBytes,
    reasonsGraceMs: 0,
    log: () => {},
  });
});
afterEach(async () => {
  const stopping = forwarder?.stop();
  time.advance(FORWARD_DELAYS.drainMs);
  await stopping;
  await store.close();
  rmSync(dir, { recursive: true });
});

function start(outbox: Partial<GatewayStore> = {}) {
  const city = createHandCity();
  forwarder = createForwarder({
    store: { ...store, ...outbox },
    adapter: city.adapter,
    timers: time.timers,
    clock: { mono: time.clock.mono, now: () => time.clock.now() + clockSet },
    random: () => 0.5,
    reasonsGraceMs: 0,
    log: (event) => events.push(event),
  });
  return city;
}

async function addSessions(count: number, rated = false) {
  const terminal = newTerminal();
  await store.enrolTerminal(terminal);
  for (let number = 0; number < count; number += 1) {
    const session = newSession(terminal.deviceId, time.clock.now());
    await store.openSession(session);
    if (rated)
      await store.submitPhoneRating(newPhoneRating(terminal.deviceId, session.view.qrHandle, time.clock.now()));
  }
}

describe('the outbox worker', () => {
  it('sends only so many at once, each of another session, and the rating after its service', async () => {
    await addSessions(FORWARD_CONCURRENCY + 1, true);
    const city = start();
    expect(city.calls.map((call) => call.kind)).toEqual(Array(FORWARD_CONCURRENCY).fill('service'));
    expect(new Set(city.calls.map((call) => call.projectNo)).size).toBe(FORWARD_CONCURRENCY);
    time.advance(60_000);
    expect(city.calls).toHaveLength(FORWARD_CONCURRENCY);
    const first = city.calls[0]!;
    first.answer('delivered');
    await vi.waitFor(() => expect(city.calls).toHaveLength(FORWARD_CONCURRENCY + 1));
    for (const call of city.calls.slice(1)) call.answer('delivered');
    await vi.waitFor(() => {
      for (const call of city.calls) call.answer('delivered');
      expect(store.counts().outboxDelivered).toBe(2 * (FORWARD_CONCURRENCY + 1));
    });
    for (const projectNo of new Set(city.calls.map((call) => call.projectNo))) {
      const kinds = city.calls.filter((call) => call.projectNo === projectNo).map((call) => call.kind);
      expect(kinds).toEqual(['service', 'rating']);
    }
  });

  it('waits longer after each failure and never gives up', async () => {
    await addSessions(1);
    const city = start();
    const waits: number[] = [];
    for (let failure = 0; failure < 4; failure += 1) {
      const sentAt = time.clock.now();
      city.calls[failure]!.answer('unavailable');
      await vi.waitFor(() => expect(store.nextDueAt()).toBeGreaterThan(sentAt));
      waits.push(store.nextDueAt()! - sentAt);
      await vi.waitFor(() => {
        time.advance(2000);
        expect(city.calls).toHaveLength(failure + 2);
      });
    }
    expect(waits).toEqual([2000, 4000, 8000, 16_000]);
    expect(store.counts()).toMatchObject({ outboxPending: 1, outboxDead: 0 });
  });

  it('holds nothing up for longer than its longest wait when the clock is set back', async () => {
    await addSessions(1);
    const city = start();
    city.calls[0]!.answer('unavailable');
    await vi.waitFor(() => expect(events).toContain('forward.retry'));
    clockSet = -3600_000;
    time.advance(FORWARD_DELAYS.pollMs);
    expect(city.calls).toHaveLength(2);
    city.calls[1]!.answer('unavailable');
    await vi.waitFor(() => expect(events.filter((event) => event === 'forward.retry')).toHaveLength(2));
    time.advance(3999);
    expect(city.calls).toHaveLength(2);
    time.advance(1);
    expect(city.calls).toHaveLength(3);
  });

  it('asks once per pause while the city fails as a whole', async () => {
    await addSessions(10);
    const city = start();
    for (let failure = 0; failure < FORWARD_DELAYS.breaker.failures; failure += 1) {
      await vi.waitFor(() => expect(city.calls.length).toBeGreaterThan(failure));
      city.calls[failure]!.answer('unavailable');
    }
    await vi.waitFor(() => expect(events).toContain('forward.breaker-open'));
    for (const call of city.calls) call.answer('unavailable');
    await vi.waitFor(() => expect(events.filter((event) => event === 'forward.retry')).toHaveLength(city.calls.length));
    const asked = city.calls.length;
    time.advance(FORWARD_DELAYS.breaker.openMs - 1);
    expect(city.calls).toHaveLength(asked);
    time.advance(10);
    expect(city.calls).toHaveLength(asked + 1);
    time.advance(60_000);
    expect(city.calls).toHaveLength(asked + 1);
    city.calls.at(-1)!.answer('delivered');
    await vi.waitFor(() => expect(city.calls).toHaveLength(asked + 1 + FORWARD_CONCURRENCY));
    expect(events).toContain('forward.breaker-closed');
  });

  it('pauses when an outcome cannot be written, instead of sending in a circle', async () => {
    await addSessions(1);
    const city = start({ jobDelivered: () => Promise.reject(new Error('disk full')) });
    city.calls[0]!.answer('delivered');
    await vi.waitFor(() => expect(events).toContain('forward.failed'));
    time.advance(FORWARD_DELAYS.pollMs - 1);
    expect(city.calls).toHaveLength(1);
    time.advance(1);
    expect(city.calls).toHaveLength(2);
  });

  it('cuts off what is in flight when it stops, and leaves it in the outbox', async () => {
    await addSessions(1);
    const city = start();
    expect(city.calls).toHaveLength(1);
    const stopping = forwarder!.stop();
    time.advance(FORWARD_DELAYS.drainMs);
    await stopping;
    time.advance(3600_000);
    expect(city.calls).toHaveLength(1);
    expect(store.counts()).toMatchObject({ outboxPending: 1, outboxDelivered: 0 });
    expect(store.dueJobs(time.clock.now(), 10)).toMatchObject([{ kind: 'service', attempts: 0 }]);
  });

  it('takes many nudges as one look', async () => {
    const dueJobs = vi.fn(store.dueJobs);
    start({ dueJobs });
    dueJobs.mockClear();
    for (let nudge = 0; nudge < 100; nudge += 1) forwarder!.nudge();
    time.advance(20);
    expect(dueJobs).toHaveBeenCalledTimes(1);
  });
});
