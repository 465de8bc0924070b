import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { ScreenChannel } from '../channel/screen-channel.ts';

/** What is to be shown now. */
export interface View {
  /** The last snapshot; null until the first. */
  readonly state: ScreenState | null;
  /** When it came, on the clock of the store: countdowns run from here. */
  readonly receivedAt: number;
  /** The runtime has been out of reach for longer than a restart takes. */
  readonly lost: boolean;
}

export interface ScreenStore {
  read(): View;
  /** Calls back on every change; returns how to stop. */
  subscribe(changed: () => void): () => void;
}

export interface ScreenStoreParts {
  readonly channel: ScreenChannel;
  /** Monotonic, in ms. */
  readonly now: () => number;
  readonly setTimer: (run: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
  readonly lostAfterMs: number;
}

/** Keeps the last snapshot, and notices when the runtime stays away. */
export function createScreenStore({ channel, now, setTimer, clearTimer, lostAfterMs }: ScreenStoreParts): ScreenStore {
  let view: View = { state: null, receivedAt: now(), lost: false };
  const listeners = new Set<() => void>();
  let patience: unknown = null;

  function show(next: View): void {
    view = next;
    for (const changed of listeners) changed();
  }
  function wait(): void {
    patience ??= setTimer(() => show({ ...view, lost: true }), lostAfterMs);
  }
  function stopWaiting(): void {
    if (patience !== null) clearTimer(patience);
    patience = null;
  }

  wait();
  channel.start({
    onState: (state) => show({ state, receivedAt: now(), lost: false }),
    onLink: (up) => (up ? stopWaiting() : wait()),
  });
  return {
    read: () => view,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
