import type { Signal } from '@mingjing/hardware-profiles/schema/profile.ts';
import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { isArmed } from '../core/session/session-machine.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { PadStatus, Pads } from '../pads/pad-events.ts';
import type { WriteRefusal } from '../store/log-store.ts';

/** From a telling that failed to the next try: a device that is just connecting is ready by then. */
export const TELL_AGAIN_MS = 2_000;
/** A device that takes nothing must not keep the terminal from stopping. */
export const LAST_WORD_MS = 500;

/** What every device is told. */
export interface Signals {
  follow(state: SessionState, trouble: WriteRefusal | null): void;
  onStatus(status: readonly PadStatus[]): void;
  /** Leaves no lamp lit that nobody will put out. Resolves once all were told, or could not be. */
  stop(): Promise<void>;
}

/**
 * Tells every device what the terminal is at: `armed` while a session invites, `fault` while ratings cannot be kept, `idle` else.
 * Devices that declare no such output take no notice. The signal is a function of the phase alone, so a lamp says the same at the
 * same moment whichever level was pressed (P5). Who could not be told is told again a while after, as long as it is connected.
 */
export function createSignals(pads: Pick<Pads, 'output' | 'declares'>, timers: Timers): Signals {
  let signal: Signal = 'idle';
  let stopped = false;
  let connected: ReadonlySet<number> = new Set();
  /** Who could not be told; trying again is due for them. */
  const missed = new Set<number>();
  let cancel: () => void = () => undefined;

  const tell = async (slot: number): Promise<void> => {
    if (!pads.declares(slot, signal)) return;
    const said = signal;
    missed.delete(slot);
    const told = await pads.output(slot, said, {});
    if (told || stopped || signal !== said || !connected.has(slot)) return;
    missed.add(slot);
    cancel();
    cancel = timers.after(TELL_AGAIN_MS, () => {
      for (const again of [...missed]) if (connected.has(again)) void tell(again);
    });
  };

  return {
    follow(state, trouble) {
      const next = trouble !== null ? 'fault' : isArmed(state) ? 'armed' : 'idle';
      if (next === signal) return;
      signal = next;
      for (const slot of connected) void tell(slot);
    },

    /** A device that comes back knows nothing of what it missed. */
    onStatus(status) {
      const before = connected;
      connected = new Set(status.filter((device) => device.connected).map(({ slot }) => slot));
      for (const slot of connected) if (!before.has(slot)) void tell(slot);
    },

    async stop() {
      stopped = true;
      cancel();
      signal = 'idle';
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const cancelLate = timers.after(LAST_WORD_MS, resolve);
      await Promise.race([Promise.all([...connected].map(tell)), late]);
      cancelLate();
    },
  };
}
