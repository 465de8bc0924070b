import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { ReasonCatalogue } from '@mingjing/shared/domain/reason-tags.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import { z } from 'zod';
import type { Delays } from '../core/delays.ts';
import { nextChangeAt } from '../core/screen/screen-of.ts';
import type { Language } from '../core/screen/screen-state.ts';
import type { SessionContext, SessionInput, SessionReply } from '../core/session/session-input.ts';
import { stepSession } from '../core/session/session-machine.ts';
import { emptyState, rebase, type SessionState, sessionStateSchema } from '../core/session/session-state.ts';
import type { LogStore, WriteRefusal } from '../store/log-store.ts';

/** What a session is written down as: its state and when, so that a new process can tell how much time was left. */
const snapshotSchema = z.strictObject({ state: sessionStateSchema, mono: z.number(), wall: z.number() });

export interface SessionDriverOptions {
  readonly store: LogStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly delays: Delays;
  readonly catalogue: ReasonCatalogue;
  readonly layoutVersion: string;
  readonly defaultLanguage: Language;
  /** Gateway time − terminal time, ms; null while unknown. */
  readonly clockOffset: () => number | null;
  /** After every change that is on disk. */
  readonly onChange: (state: SessionState, entries: readonly NewEntry[]) => void;
  /** A write was refused; nothing changed. The storage guard takes it from here. */
  readonly onRefusal: (refusal: WriteRefusal) => void;
}

/** The one place where sessions change: machine, log and timer in step. */
export interface SessionDriver {
  /** Feeds one input. `refused`: the log takes nothing now, and nothing happened. */
  dispatch(input: SessionInput): SessionReply | 'refused';
  state(): SessionState;
  /** The log takes records again: go on with what was due. */
  resume(): void;
  stop(): void;
}

/** Starts from the stored snapshot, if there is one. */
export function createSessionDriver(options: SessionDriverOptions): SessionDriver {
  const { store, clock, timers, delays } = options;
  let state = restore(options);
  let cancelWake = () => {};

  function context(): SessionContext {
    const { catalogue, layoutVersion, defaultLanguage } = options;
    return { mono: clock.mono(), wall: clock.now(), delays, catalogue, layoutVersion, defaultLanguage };
  }

  function persist(next: SessionState, entries: readonly NewEntry[]): boolean {
    const stamp = { at: clock.now(), mono: clock.mono(), clockOffset: options.clockOffset() };
    const snapshot = { state: next, mono: stamp.mono, wall: stamp.at } satisfies z.input<typeof snapshotSchema>;
    const written = store.commit(entries, snapshot, stamp);
    if (!written.ok) options.onRefusal(written.error);
    return written.ok;
  }

  function dispatch(input: SessionInput): SessionReply | 'refused' {
    const { state: next, entries, reply } = stepSession(state, input, context());
    if (next === state) return reply;
    // What is on the glass is known only to this process: not worth a write.
    if (input.kind !== 'painted' && !persist(next, entries)) return 'refused';
    state = next;
    schedule();
    options.onChange(state, entries);
    return reply;
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

  schedule();
  return {
    dispatch,
    state: () => state,
    resume: wake,
    stop: () => cancelWake(),
  };
}

function restore({ store, clock, defaultLanguage }: SessionDriverOptions): SessionState {
  const stored = snapshotSchema.safeParse(store.loadSnapshot());
  if (!stored.success) return emptyState(defaultLanguage);
  const { state, mono, wall } = stored.data;
  // A clock set back while we were down must not hand out time twice.
  const elapsed = Math.max(0, clock.now() - wall);
  return rebase(state, clock.mono() - mono - elapsed);
}
