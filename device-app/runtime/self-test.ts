import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { HealthReport } from '@mingjing/shared/protocol/actions.ts';
import type { Opening } from '../core/board/opening.ts';
import type { Intent } from '../core/screen/intent.ts';
import type { ScreenState } from '../core/screen/screen-state.ts';
import {
  isPending,
  isProven,
  levelAtHand,
  NEVER_TESTED,
  problemsOf,
  verdictOf,
  withSent,
} from '../core/service/self-test.ts';
import { isSelfTestDue } from '../core/service/self-test-due.ts';
import type { LevelTest, SelfTestReport } from '../core/service/service-page.ts';
import { withoutSelfTest } from '../core/session/self-test-session.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { LogStore } from '../store/log-store.ts';
import { createSelfTestFile, type FinishedTest } from './self-test-file.ts';
import { createSentCheck } from './self-test-sent.ts';
import { createSelfTestWalk, type SelfTestWalkOptions } from './self-test-walk.ts';

/** How often it is looked whether a test is due. */
const DUE_MS = 60_000;
/** How often it is looked whether the gateway has acknowledged. */
const SENT_MS = 1_000;

export interface SelfTestOptions extends Omit<SelfTestWalkOptions, 'store' | 'onEnd' | 'onChange'> {
  readonly store: Pick<LogStore, 'head' | 'readAfter' | 'ackedSeq' | 'backlog'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: EventLog;
  /** Where the last result is kept. */
  readonly path: string;
  /** The settings name a gateway. */
  readonly hasGateway: boolean;
  readonly gatewayConnected: () => boolean;
  /** How the window stands by its hours; null where none are known. */
  readonly opening: () => Opening['now'] | null;
  readonly onScreenChange: () => void;
}

/** Proves once a day that each of the five levels can be given at this terminal and reaches the gateway (P8). */
export interface SelfTest {
  /** What is known now. */
  report(): SelfTestReport;
  /** For the gateway; undefined before the first test. */
  health(): HealthReport['selfTest'];
  /** What the screen is asked to press; as long as a test is under way, so that it says so and keeps silent throughout. */
  asks(): ScreenState['selfTest'];
  /** Begins a test now, unless one is under way; where somebody is being served, it gives way at once. */
  run(): void;
  /** Takes an intent before anybody else. @returns true when it was the test's own, and is done with */
  take(intent: Exclude<Intent, { kind: 'painted' }>): boolean;
  /** Somebody is there: at a pad, a scanner or the screen. A test under way ends. */
  somebody(): void;
  /** The session moved on. */
  follow(state: SessionState): void;
  start(): void;
  stop(): void;
}

export function createSelfTest(options: SelfTestOptions): SelfTest {
  const { clock, timers, log } = options;
  const file = createSelfTestFile(options);
  const sent = createSentCheck({ ...options, connected: options.gatewayConnected });
  const walk = createSelfTestWalk({ ...options, onEnd, onChange: options.onScreenChange });
  let givenWayAt: number | null = null;
  let quietSince = clock.mono();
  let served = false;
  let cancelDue = () => {};
  let cancelSent = () => {};

  function onEnd(end: FinishedTest | 'given-way'): void {
    if (end === 'given-way') {
      givenWayAt = clock.now();
      quietSince = clock.mono();
      log('self-test.given-way');
    } else {
      givenWayAt = null;
      file.write({ ...file.read(), last: end });
      settle();
      tell(end);
    }
    options.onScreenChange();
  }

  function tell({ levels }: FinishedTest): void {
    const known = rowsOf(file.read().last);
    if (verdictOf(levels) === 'failed') log('self-test.failed', { problems: problemsOf(known).join(' ') });
    else log('self-test.passed', { acknowledged: !options.hasGateway ? 'alone' : isProven(known) ? 'yes' : 'not-yet' });
  }

  /** Looks how far the records came, until there is nothing more to hear. */
  function settle(): void {
    cancelSent();
    sent.look();
    const { last, provenAt } = file.read();
    if (last === null || !isPending(last.levels)) return;
    const seqOf = (level: Level) => last.levels.find((row) => row.level === level)?.seq ?? null;
    const rows = withSent(last.levels, (level) => sent.sentOf(last, seqOf(level)));
    const levels = last.levels.map((row, index) => ({ ...row, sent: rows[index]?.sent ?? null }));
    if (levels.some((row, index) => row.sent !== last.levels[index]?.sent)) {
      file.write({ last: { ...last, levels }, provenAt: isProven(levels) ? last.at : provenAt });
      if (levels.some(({ sent: now }) => now === 'failed')) log('self-test.failed', { problems: 'not-acknowledged' });
      options.onScreenChange();
    }
    // Without a connection nothing can have changed: the next look whether a test is due will do.
    if (isPending(levels) && options.gatewayConnected()) cancelSent = timers.after(SENT_MS, settle);
  }

  function lookWhetherDue(): void {
    cancelDue = timers.after(DUE_MS, lookWhetherDue);
    settle();
    if (walk.run() !== null || !options.screenConnected()) return;
    const { last } = file.read();
    const moment = { now: clock.now(), quietMs: served ? 0 : clock.mono() - quietSince, opening: options.opening() };
    const done = last && { at: last.at, state: verdictOf(last.levels) };
    if (isSelfTestDue({ ...moment, last: done })) walk.begin();
  }

  function follow(state: SessionState): void {
    const before = served;
    served = withoutSelfTest(state).phase.kind !== 'idle';
    if (before || served) quietSince = clock.mono();
    walk.follow();
  }

  function somebody(): void {
    quietSince = clock.mono();
    walk.giveWay();
  }

  return {
    report() {
      const run = walk.run();
      if (run !== null) return { state: 'running', at: run.at, levels: [...run.levels] };
      if (givenWayAt !== null) return { state: 'given-way', at: givenWayAt, levels: [] };
      const { last } = file.read();
      if (last === null) return NEVER_TESTED;
      return { state: verdictOf(last.levels), at: last.at, levels: rowsOf(last) };
    },
    health() {
      const { last, provenAt } = file.read();
      if (last !== null) return { state: verdictOf(last.levels), at: last.at, provenAt };
      return givenWayAt === null ? undefined : { state: 'given-way', at: givenWayAt, provenAt };
    },
    asks() {
      const run = walk.run();
      const level = run === null ? null : levelAtHand(run);
      return level === null ? null : { level };
    },
    run: walk.begin,
    take(intent) {
      if (intent.kind !== 'release-keys' && !intent.kind.startsWith('self-test') && walk.run() === null) {
        quietSince = clock.mono();
      }
      return walk.take(intent);
    },
    somebody,
    follow,
    start() {
      // What a restart found under way is nobody's.
      follow(options.state());
      settle();
      cancelDue = timers.after(DUE_MS, lookWhetherDue);
    },
    stop() {
      walk.giveWay();
      cancelDue();
      cancelSent();
    },
  };
}

function rowsOf(last: FinishedTest | null): LevelTest[] {
  return (last?.levels ?? []).map(({ level, glass, kept, sent }) => ({ level, glass, kept, sent }));
}
