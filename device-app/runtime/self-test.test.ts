import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err } from '@mingjing/shared/basics/result.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import type { DeviceId } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import type { LogRecord } from '@mingjing/shared/domain/record.ts';
import { systemRandomBytes } from '@mingjing/shared/system/machine.ts';
import { createManualTime } from '@mingjing/test/support/manual-time.ts';
import { heldSession, uuidOf } from '@mingjing/test/support/sessions.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { STANDARD_DELAYS } from '../core/delays.ts';
import { LULL_MS, QUIET_MS } from '../core/service/self-test-due.ts';
import type { TileProblem } from '../core/service/service-page.ts';
import { currentSession } from '../core/session/session-machine.ts';
import type { LogStore, WriteRefusal } from '../store/log-store.ts';
import { openLogStore } from '../store/open-log-store.ts';
import { createMint } from './new-session.ts';
import { createSelfTest, type SelfTest } from './self-test.ts';
import { ACKNOWLEDGED_WITHIN_MS } from './self-test-sent.ts';
import { SCREEN_ANSWERS_MS } from './self-test-walk.ts';
import { createSessionDriver, type SessionDriver } from './session-driver.ts';

let dir: string;
let time: ReturnType<typeof createManualTime>;
let store: LogStore;
let driver: SessionDriver;
let test: SelfTest;
let events: string[];
let refusal: WriteRefusal | undefined;
let screen: boolean;
let connected: boolean;
let opening: 'open' | 'closed' | null;

/** Self-test and sessions over a real log; screen, gateway and time are in the test's hands. */
function start({ hasGateway = true } = {}): void {
  const log = (event: string, data = {}) => events.push(`${event} ${JSON.stringify(data)}`);
  const world = { clock: time.clock, timers: time.timers, randomBytes: systemRandomBytes, log };
  const opened = openLogStore({ dir, deviceId: uuidOf(3, 1) as DeviceId, ...world, log: () => {} });
  if (!opened.ok) throw new Error(opened.error.message);
  const real = opened.value;
  store = { ...real, commit: (...args) => (refusal === undefined ? real.commit(...args) : err(refusal)) };
  driver = createSessionDriver({
    ...{ ...world, store, delays: STANDARD_DELAYS, catalogue: REASON_CATALOGUE, layoutVersion: 'test-1' },
    ...{ defaultLanguage: 'zh-CN', defaultDisplay: STANDARD_DISPLAY, clockOffset: () => null },
    onChange: (state) => test.follow(state),
    onRefusal: () => {},
  });
  const mint = createMint({ ...world, staff: () => ({ name: '王芳', number: 'A0312' }) });
  test = createSelfTest({
    ...{ ...world, store, hasGateway, path: join(dir, 'self-test.json') },
    ...{ ratingId: mint.ratingId, session: mint.test, dispatch: (input) => driver.dispatch(input) },
    ...{ state: () => driver.state(), screenConnected: () => screen, gatewayConnected: () => connected },
    ...{ opening: () => opening, onScreenChange: () => {} },
  });
  driver.start();
  test.start();
}

function stop(): void {
  test.stop();
  driver.stop();
  store.close();
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mingjing-self-test-'));
  time = createManualTime();
  events = [];
  refusal = undefined;
  [screen, connected, opening] = [true, true, null];
  start();
});
afterEach(() => {
  stop();
  rmSync(dir, { recursive: true });
});

const records = (): LogRecord[] => store.readAfter(0, 1000, 1e9).texts.map((text) => JSON.parse(text));
const ratings = () => records().flatMap((record) => (record.type === 'rating' ? [record.body] : []));
const sessionOnGlass = () => currentSession(driver.state())?.view;

/** The screen does what it is asked, as the real one does: paints, waits out its guard, looks, and presses. */
function answer({ problem = null, sends }: { problem?: TileProblem | null; sends?: Level } = {}): void {
  const level = test.asks()?.level;
  const sessionId = sessionOnGlass()?.sessionId;
  if (level === undefined || sessionId === undefined) throw new Error('the screen is asked for nothing');
  driver.dispatch({ kind: 'painted' });
  time.advance(450);
  expect(test.take({ kind: 'self-test-saw', level, problem })).toBe(true);
  if (problem !== null) return;
  expect(test.take({ kind: 'press', sessionId, level: sends ?? level, source: 'screen' })).toBe(true);
}
function answerAll(): void {
  for (const _ of LEVEL_ORDER) answer();
}

describe('a self-test', () => {
  it('asks for each level, keeps a test rating of each in the log, and nothing of anybody', () => {
    test.run();
    expect(test.report()).toMatchObject({ state: 'running' });
    expect(sessionOnGlass()).toEqual({
      ...{ sessionId: expect.anything(), qrHandle: expect.anything(), openedAt: expect.anything() },
      openedBy: 'self-test',
    });
    answerAll();
    expect(ratings().map(({ level, origin }) => `${level} ${origin}`)).toEqual(
      LEVEL_ORDER.map((level) => `${level} self-test`),
    );
    expect(driver.state().phase.kind).toBe('idle');
    expect(test.asks()).toBeNull();
    expect(test.report()).toMatchObject({
      state: 'passed',
      levels: LEVEL_ORDER.map((level) => ({ level, kept: 'ok', sent: null })),
    });
    expect(events).toContain('self-test.passed {"acknowledged":"not-yet"}');
  });

  it('has proof once the gateway has acknowledged the last of the five, also after a restart', () => {
    test.run();
    answerAll();
    const [last] = records()
      .filter(({ type }) => type === 'rating')
      .slice(-1);
    store.setAcked(last!.seq - 1);
    time.advance(2_000);
    expect(test.report().levels.map(({ sent }) => sent)).toEqual(['ok', 'ok', 'ok', 'ok', null]);
    expect(test.health()).toMatchObject({ state: 'passed', provenAt: null });
    stop();
    start();
    store.setAcked(last!.seq);
    time.advance(2_000);
    expect(test.report().levels.every(({ sent }) => sent === 'ok')).toBe(true);
    expect(test.health()).toMatchObject({ state: 'passed', provenAt: test.report().at });
  });

  it('fails where a gateway that is connected does not acknowledge: its counter is frozen', () => {
    test.run();
    answerAll();
    connected = false;
    time.advance(10 * ACKNOWLEDGED_WITHIN_MS);
    expect(test.report().state).toBe('passed');
    connected = true;
    time.advance(2 * ACKNOWLEDGED_WITHIN_MS + 60_000);
    expect(test.report()).toMatchObject({ state: 'failed', levels: Array(5).fill({ kept: 'ok', sent: 'failed' }) });
    expect(events.filter((event) => event.startsWith('self-test.failed'))).toEqual([
      'self-test.failed {"problems":"not-acknowledged"}',
    ]);
    store.setAcked(store.head().seq);
    time.advance(2_000);
    expect(test.report().state).toBe('passed');
  });

  it('waits while the gateway works off what lay before the test', () => {
    test.run();
    answerAll();
    for (let seq = 1; seq < 5; seq += 1) {
      time.advance(0.75 * ACKNOWLEDGED_WITHIN_MS);
      store.setAcked(seq);
    }
    time.advance(0.75 * ACKNOWLEDGED_WITHIN_MS);
    expect(test.report()).toMatchObject({ state: 'passed', levels: [{ sent: 'ok' }, { sent: null }, {}, {}, {}] });
  });

  it('passes alone where there is no gateway', () => {
    stop();
    start({ hasGateway: false });
    test.run();
    answerAll();
    expect(test.report()).toMatchObject({ state: 'passed', levels: Array(5).fill({ sent: 'alone' }) });
  });

  it('says what the glass does not do, level by level', () => {
    test.run();
    answer();
    answer({ problem: 'covered' });
    answer({ sends: 5 });
    time.advance(SCREEN_ANSWERS_MS);
    answer();
    const { state, levels } = test.report();
    expect(state).toBe('failed');
    expect(levels.map(({ glass, kept }) => [glass, kept])).toEqual([
      ['ok', 'ok'],
      ['covered', null],
      ['ok', 'failed'],
      ['no-answer', null],
      ['ok', 'ok'],
    ]);
    expect(ratings()).toHaveLength(2);
    expect(events).toContain('self-test.failed {"problems":"covered not-kept no-answer"}');
  });

  it('tries again where the press came too early, and takes one that was not looked for by no means', () => {
    test.run();
    const { sessionId } = sessionOnGlass()!;
    const press = () => test.take({ kind: 'press', sessionId, level: 5, source: 'screen' });
    driver.dispatch({ kind: 'painted' });
    time.advance(450);
    press();
    expect(driver.state().phase.kind).toBe('inviting');
    stop();
    start();
    test.run();
    test.take({ kind: 'self-test-saw', level: 5, problem: null });
    answerWithoutLook();
    expect(ratings()).toHaveLength(1);
  });

  it('fails at once where there is no screen, and where the log takes nothing', () => {
    screen = false;
    test.run();
    expect(test.report()).toMatchObject({ state: 'failed', levels: Array(5).fill({ glass: 'no-answer' }) });
    screen = true;
    refusal = 'full';
    test.run();
    expect(test.report()).toMatchObject({ state: 'failed', levels: Array(5).fill({ kept: 'failed' }) });
  });

  it('is run anew where its file cannot be read', () => {
    stop();
    writeFileSync(join(dir, 'self-test.json'), '{"last":1}', { mode: 0o600 });
    start();
    expect(events.some((event) => event.startsWith('self-test.forgotten'))).toBe(true);
    expect(test.report()).toEqual({ state: 'never', at: null, levels: [] });
  });
});

function answerWithoutLook(): void {
  const { sessionId } = sessionOnGlass()!;
  test.take({ kind: 'press', sessionId, level: 5, source: 'screen' });
  expect(ratings()).toHaveLength(0);
  driver.dispatch({ kind: 'painted' });
  time.advance(450);
  test.take({ kind: 'press', sessionId, level: 5, source: 'screen' });
}

describe('somebody who comes', () => {
  const citizen = () => driver.dispatch({ kind: 'open', session: heldSession(1) });

  it.each([0, 1, 4])('by a session after %i levels is shown at once, and the test is given up', (levels) => {
    test.run();
    for (let n = 0; n < levels; n += 1) answer();
    expect(citizen()).toBe('shown');
    expect(sessionOnGlass()).toEqual(heldSession(1).view);
    expect(test.report()).toMatchObject({ state: 'given-way', levels: [] });
    expect(test.asks()).toBeNull();
    expect(ratings()).toHaveLength(levels);
    expect(events.at(-1)).toBe('self-test.given-way {}');
  });

  it.each([
    ['touches the screen', () => test.take({ kind: 'self-test-touched' })],
    ['presses a pad or holds a receipt to the scanner', () => test.somebody()],
    ['chooses a language', () => test.take({ kind: 'set-language', language: 'ug' })],
    ['presses a key that types', () => test.take({ kind: 'key', code: 'F13', down: true })],
  ])('%s ends the test', (_what, come) => {
    test.run();
    answer();
    come();
    expect(test.report().state).toBe('given-way');
    expect(driver.state().phase.kind).toBe('idle');
  });

  it('is served already: no test begins', () => {
    citizen();
    test.run();
    expect(test.report().state).toBe('given-way');
    expect(sessionOnGlass()).toEqual(heldSession(1).view);
  });

  it('is not taken for the test by a late look or press of it', () => {
    test.run();
    const { sessionId } = sessionOnGlass()!;
    citizen();
    driver.dispatch({ kind: 'painted' });
    time.advance(1_000);
    test.take({ kind: 'self-test-saw', level: 5, problem: null });
    const late = { kind: 'press', sessionId, level: 1, source: 'screen' } as const;
    expect(test.take(late)).toBe(false);
    expect(driver.dispatch({ ...late, ratingId: uuidOf(2, 1) as never })).toBe('ignored');
  });

  it('finds nothing left of a test that a restart interrupted', () => {
    test.run();
    driver.dispatch({ kind: 'painted' });
    driver.stop();
    store.close();
    start();
    expect(driver.state().phase.kind).toBe('idle');
    expect(ratings()).toEqual([]);
  });
});

describe('a test that the log does not let go of', () => {
  /** Storage has room again, and the sessions go on. */
  const recover = () => {
    refusal = undefined;
    driver.resume();
  };
  const testIsOnGlass = () => expect(sessionOnGlass()).toMatchObject({ openedBy: 'self-test' });
  /** What a test left behind is gone, nobody rated by it, and the next one begins. */
  const isOver = () => {
    expect(driver.state().phase.kind).toBe('idle');
    expect(ratings()).toEqual([]);
    test.run();
    expect(test.report().state).toBe('running');
  };

  it('takes no press while it is there, and goes as soon as it can: whoever gave up', () => {
    test.run();
    driver.dispatch({ kind: 'painted' });
    time.advance(1_000);
    refusal = 'full';
    test.take({ kind: 'self-test-touched' });
    testIsOnGlass();
    const { sessionId } = sessionOnGlass()!;
    // The disk has room again before anybody has noticed.
    refusal = undefined;
    expect(test.asks()).toBeNull();
    expect(test.take({ kind: 'press', sessionId, level: 1, source: 'screen' })).toBe(true);
    recover();
    isOver();
  });

  it('goes as soon as it can after a restart, too', () => {
    test.run();
    driver.stop();
    store.close();
    refusal = 'full';
    start();
    testIsOnGlass();
    recover();
    isOver();
  });

  it('has failed at what could not be kept, and goes as soon as it can', () => {
    test.run();
    refusal = 'full';
    answer();
    testIsOnGlass();
    expect(test.report()).toMatchObject({ state: 'failed', levels: Array(5).fill({ kept: 'failed' }) });
    test.run();
    expect(test.report().state, 'nobody was there to give way to').toBe('failed');
    recover();
    isOver();
  });
});

describe('the daily test', () => {
  const minutes = (n: number) => time.advance(n * 60_000);
  /** Lets time pass until a test begins; returns after how many minutes. */
  function untilRunning(mostMinutes: number): number {
    const from = time.clock.mono();
    while (test.report().state !== 'running' && time.clock.mono() - from < mostMinutes * 60_000) time.advance(5_000);
    return (time.clock.mono() - from) / 60_000;
  }

  it('begins by itself once it is quiet, once a day', () => {
    expect(untilRunning(30)).toBe(QUIET_MS / 60_000);
    answerAll();
    store.setAcked(store.head().seq);
    expect(untilRunning(6 * 60)).toBe(6 * 60);
    expect(untilRunning(24 * 60)).toBeLessThan(24 * 60);
  });

  it('waits for whoever is here, and for a lull while the window is open', () => {
    opening = 'open';
    minutes(QUIET_MS / 60_000 + 2);
    test.take({ kind: 'open-staff' });
    expect(untilRunning(60)).toBeGreaterThanOrEqual(LULL_MS / 60_000);
    expect(test.report().state).toBe('running');
  });

  it.each([
    ['presses a pad or holds a receipt to the scanner', () => test.somebody()],
    ['signs in', () => test.take({ kind: 'open-staff' })],
    [
      'is served for a moment',
      () => {
        driver.dispatch({ kind: 'open', session: heldSession(1) });
        driver.dispatch({ kind: 'close', sessionId: heldSession(1).view.sessionId, reason: 'cancelled' });
      },
    ],
  ])('waits ten quiet minutes after somebody %s', (_what, come) => {
    minutes(8.5);
    come();
    expect(untilRunning(30)).toBeGreaterThanOrEqual(QUIET_MS / 60_000);
    expect(test.report().state).toBe('running');
  });

  it('does not even try while somebody is being served, and counts quiet from the end', () => {
    driver.dispatch({ kind: 'set-display', display: { guided: true } });
    driver.dispatch({
      kind: 'open',
      session: { ...heldSession(1), view: { ...heldSession(1).view, openedBy: 'kiosk' } },
    });
    minutes(30);
    expect(sessionOnGlass(), 'without end').toMatchObject({ openedBy: 'kiosk' });
    expect(events).toEqual([]);
    driver.dispatch({ kind: 'close', sessionId: heldSession(1).view.sessionId, reason: 'cancelled' });
    expect(untilRunning(30)).toBeGreaterThanOrEqual(QUIET_MS / 60_000);
    expect(test.report().state).toBe('running');
  });

  it('comes again ten quiet minutes after it gave way', () => {
    untilRunning(30);
    test.take({ kind: 'self-test-touched' });
    expect(untilRunning(30)).toBe(QUIET_MS / 60_000);
  });

  it('is tried again hours after it failed', () => {
    untilRunning(30);
    minutes(2);
    expect(test.report().state).toBe('failed');
    expect(untilRunning(6 * 60)).toBeGreaterThan(3.9 * 60);
    expect(test.report().state).toBe('running');
  });

  it('does not begin without a screen', () => {
    screen = false;
    minutes(60);
    expect(test.report().state).toBe('never');
  });
});
