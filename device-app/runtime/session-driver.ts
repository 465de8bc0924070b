import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { ReasonCatalogue } from '@mingjing/shared/domain/reason-tags.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { z } from 'zod';
import type { Delays } from '../core/delays.ts';
import { nextChangeAt } from '../core/screen/screen-of.ts';
import type { Display, Language } from '../core/screen/screen-state.ts';
import type { SessionContext, SessionInput, SessionReply } from '../core/session/session-input.ts';
import { stepSession } from '../core/session/session-machine.ts';
import { emptyState, rebase, type SessionState, sessionStateSchema } from '../core/session/session-state.ts';
import type { LogStore, WriteRefusal } from '../store/log-store.ts';

/** Raised whenever a stored state cannot be read as it was meant any more. */
const SNAPSHOT_VERSION = 1;

/** What a session is written down as: its state and when, so that a new process can tell how much time was left. */
const snapshotSchema = z.strictObject({
  v: z.literal(SNAPSHOT_VERSION),
  state: sessionStateSchema,
  mono: z.number(),
  wall: z.number(),
});

export interface SessionDriverOptions {
  readonly store: LogStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly delays: Delays;
  readonly catalogue: ReasonCatalogue;
  readonly layoutVersion: string;
  readonly defaultLanguage: Language;
  readonly defaultDisplay: Display;
  /** Gateway time − terminal time, ms; null while unknown. */
  readonly clockOffset: () => number | null;
  /** After every change that is on disk. */
  readonly onChange: (state: SessionState, entries: readonly NewEntry[]) => void;
  /** A write was refused; nothing changed. The storage guard takes it from here. */
  readonly onRefusal: (refusal: WriteRefusal) => void;
  readonly log: EventLog;
  /** The state of the driver before this one in the same process: goes before what is on disk. */
  readonly resume?: SessionState | undefined;
}

/** The one place where sessions change: machine, log and timer in step. */
export interface SessionDriver {
  /** Takes up the state handed over, else the stored snapshot. Nobody is in front of the terminal before. */
  start(): void;
  /** Feeds one input. `refused`: the log takes nothing now, and nothing happened. */
  dispatch(input: SessionInput): SessionReply | 'refused';
  state(): SessionState;
  /** The log takes records again: go on with what was due. */
  resume(): void;
  stop(): void;
}

export function createSessionDriver(options: SessionDriverOptions): SessionDriver {
  const { store, clock, timers, delays } = options;
  let state = options.resume ?? emptyState(options.defaultLanguage, options.defaultDisplay);
  let cancelWake = () => {};

  function context(): SessionContext {
    const { catalogue, layoutVersion, defaultLanguage, defaultDisplay } = options;
    const now = { mono: clock.mono(), wall: clock.now() };
    return { ...now, delays, catalogue, layoutVersion, defaultLanguage, defaultDisplay };
  }

  function persist(next: SessionState, entries: readonly NewEntry[]): boolean {
    const stamp = { at: clock.now(), mono: clock.mono(), clockOffset: options.clockOffset() };
    const snapshot = { v: SNAPSHOT_VERSION, state: next, mono: stamp.mono, wall: stamp.at } satisfies z.input<
      typeof snapshotSchema
    >;
    const written = store.commit(entries, snapshot, stamp);
    if (!written.ok) options.onRefusal(written.error);
    return written.ok;
  }

  function dispatch(input: SessionInput): SessionReply | 'refused' {
    const { state: next, entries, reply } = stepSession(state, input, context());
    if (next === state) return reply;
    // What is on the glass is known only to this process, and an idle screen's language is worth no write either.
    const isWorthAWrite = input.kind !== 'painted' && (next.phase.kind !== 'idle' || state.phase.kind !== 'idle');
    if (isWorthAWrite && !persist(next, entries)) return 'refused';
    state = next;
    schedule();
    options.onChange(state, entries);
    return reply;
  }

  function restore(): void {
    const stored = store.loadSnapshot();
    if (stored === null) return;
    const snapshot = snapshotSchema.safeParse(stored);
    if (snapshot.success) {
      const { mono, wall } = snapshot.data;
      // A clock set back while we were down must not hand out time twice.
      const elapsed = Math.max(0, clock.now() - wall);
      state = rebase(snapshot.data.state, clock.mono() - mono - elapsed);
      return;
    }
    const field = snapshot.error.issues[0]?.path.join('.') || '(all)';
    options.log('session.unreadable', { field });
    // Whoever counts sessions finds out why one has no end; and the next start does not find it again.
    persist(state, [{ type: 'event', body: { event: 'session.unreadable', data: { field } } }]);
  }

  function schedule(): void {
    cancelWake();
    const at = nextChangeAt(state, clock.mono(), delays);
    cancelWake = at === null ? () => {} : timers.after(Math.max(0, at - clock.mono()), wake);
  }

  function wake(): void {
    const before = state;
    const reply = dispatch({ kind: 'tick' });
    if (state !== before || reply === 'refused') return;
    // Only the warning began: the page changes, the session does not.
    schedule();
    options.onChange(state, []);
  }

  return {
    start() {
      // The one on disk may have been on a damaged page.
      if (options.resume !== undefined) persist(state, []);
      else restore();
      schedule();
    },
    dispatch,
    state: () => state,
    resume: wake,
    stop: () => cancelWake(),
  };
}
