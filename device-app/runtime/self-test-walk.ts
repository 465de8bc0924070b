import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { RatingId, SessionId } from '@mingjing/shared/domain/ids.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { Intent } from '../core/screen/intent.ts';
import {
  beginSelfTest,
  levelAtHand,
  type SelfTestInput,
  type SelfTestRun,
  stepSelfTest,
} from '../core/service/self-test.ts';
import type { LevelTest } from '../core/service/service-page.ts';
import { isSelfTest } from '../core/session/self-test-session.ts';
import type { SessionInput, SessionReply } from '../core/session/session-input.ts';
import { currentSession } from '../core/session/session-machine.ts';
import type { HeldSession, SessionState } from '../core/session/session-state.ts';
import type { LogStore } from '../store/log-store.ts';
import type { FinishedTest } from './self-test-file.ts';
import { testRatingIn } from './self-test-records.ts';

/** How long the screen may take for one level: to paint, to wait out its guard, to look and to press, also on an old board. */
export const SCREEN_ANSWERS_MS = 10_000;

export interface SelfTestWalkOptions {
  readonly store: Pick<LogStore, 'head' | 'readAfter'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly screenConnected: () => boolean;
  readonly state: () => SessionState;
  readonly dispatch: (input: SessionInput) => SessionReply | 'refused';
  /** A session without anything of a service in it. */
  readonly session: () => HeldSession;
  readonly ratingId: () => RatingId;
  readonly onEnd: (end: FinishedTest | 'given-way') => void;
  /** The screen may have to ask for another level. */
  readonly onChange: () => void;
}

/** The walk through the five levels, on the glass and into the log. */
export interface SelfTestWalk {
  /** Null while none is under way. */
  run(): SelfTestRun | null;
  begin(): void;
  /** @returns true when the intent was the test's own, and is done with */
  take(intent: Exclude<Intent, { kind: 'painted' }>): boolean;
  /** The session on the screen may be another one now. One that a test could not close is closed as soon as the log takes it. */
  follow(): void;
  /** Somebody is there. */
  giveWay(): void;
}

export function createSelfTestWalk(options: SelfTestWalkOptions): SelfTestWalk {
  const { store, clock, timers, dispatch } = options;
  let run: SelfTestRun | null = null;
  let session: SessionId | null = null;
  let before = 0;
  let seqs = new Map<Level, number>();
  /** The session changes because of the test itself. */
  let acting = false;
  let cancelSilence = () => {};

  function act(input: SessionInput): SessionReply | 'refused' {
    acting = true;
    const reply = dispatch(input);
    acting = false;
    return reply;
  }

  /** The session of a test that is on the screen: of this run, or of one that left it there. */
  function testOnGlass(): SessionId | null {
    const current = currentSession(options.state());
    return current !== undefined && isSelfTest(current) ? current.view.sessionId : null;
  }

  /** @returns false where the log does not take the end now: `follow` comes back to it */
  function closeSession(): boolean {
    cancelSilence();
    session = null;
    const sessionId = testOnGlass();
    return sessionId === null || act({ kind: 'close', sessionId, reason: 'cancelled' }) !== 'refused';
  }

  function step(input: SelfTestInput | null): void {
    if (run === null || input === null) return;
    const next = stepSelfTest(run, input);
    if (next === run) return;
    run = next;
    if (next.stage === 'opening') goOn(next);
    options.onChange();
  }

  function goOn(now: SelfTestRun): void {
    const closed = closeSession();
    if (levelAtHand(now) !== null) step(closed ? open() : { kind: 'refused' });
    else end({ at: now.at, epoch: store.head().epoch, levels: now.levels.map(placed) });
  }

  const placed = (row: LevelTest) => ({ ...row, seq: seqs.get(row.level) ?? null });

  /** Puts the invitation on the screen. */
  function open(): SelfTestInput | null {
    if (!options.screenConnected()) return { kind: 'silence' };
    const held = options.session();
    before = store.head().seq;
    session = held.view.sessionId;
    const reply = act({ kind: 'open', session: held });
    if (reply === 'refused') return { kind: 'refused' };
    if (reply !== 'shown') {
      // Somebody was quicker.
      giveWay();
      return null;
    }
    cancelSilence = timers.after(SCREEN_ANSWERS_MS, () => step({ kind: 'silence' }));
    return { kind: 'opened' };
  }

  /** Takes the press of a tile all the way into the log, and reads it back there. */
  function press(level: Level): SelfTestInput | null {
    const sessionId = session;
    if (run?.stage !== 'pressing' || sessionId === null) return null;
    if (level !== levelAtHand(run)) return { kind: 'pressed', level, kept: false };
    const reply = act({ kind: 'press', sessionId, level, source: 'screen', ratingId: options.ratingId() });
    // Too early for the guard: the screen tries once more.
    if (reply === 'ignored') return null;
    const committed = reply === 'kept' && act({ kind: 'confirm', sessionId }) === 'kept';
    const seq = committed ? testRatingIn(store, { after: before, sessionId, level }) : null;
    if (seq !== null) seqs.set(level, seq);
    return { kind: 'pressed', level, kept: seq !== null };
  }

  function end(how: FinishedTest | 'given-way'): void {
    run = null;
    closeSession();
    options.onEnd(how);
  }

  function giveWay(): void {
    if (run !== null) end('given-way');
  }

  return {
    run: () => run,
    begin() {
      if (run !== null) return;
      run = beginSelfTest(clock.now());
      seqs = new Map();
      if (options.state().phase.kind === 'idle' || testOnGlass() !== null) goOn(run);
      else giveWay();
    },
    take(intent) {
      switch (intent.kind) {
        case 'self-test-saw':
          step({ kind: 'saw', level: intent.level, problem: intent.problem });
          return true;
        case 'self-test-touched':
          giveWay();
          return true;
        case 'press':
          if (session !== null && intent.sessionId === session) step(press(intent.level));
          // On what a test left behind, a press is nobody's: it must not be kept as a test's (P7).
          else if (intent.sessionId !== testOnGlass()) return false;
          return true;
        // A screen that loses the keyboard, and a technician whose own touch began the test.
        case 'release-keys':
        case 'service':
          return false;
        default:
          giveWay();
          return false;
      }
    },
    follow() {
      if (acting) return;
      if (run === null) closeSession();
      else if (session !== null && testOnGlass() !== session) giveWay();
    },
    giveWay,
  };
}
