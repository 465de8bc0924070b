import type { Signal } from '@mingjing/hardware-profiles/schema/profile.ts';
import { isArmed } from '../core/session/session-machine.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { PadStatus, Pads } from '../pads/pad-events.ts';
import type { WriteRefusal } from '../store/log-store.ts';

/**
 * Tells every device what the terminal is at: `armed` while a session invites, `fault` while ratings cannot be kept, `idle` else.
 * Devices that declare no such output take no notice. The signal is a function of the phase alone, so a lamp says the same at the
 * same moment whichever level was pressed (P5).
 */
export function createSignals(pads: Pick<Pads, 'output'>) {
  let signal: Signal = 'idle';
  let connected: ReadonlySet<number> = new Set();
  const tell = (slot: number) => void pads.output(slot, signal, {});

  return {
    follow(state: SessionState, trouble: WriteRefusal | null): void {
      const next = trouble !== null ? 'fault' : isArmed(state) ? 'armed' : 'idle';
      if (next === signal) return;
      signal = next;
      for (const slot of connected) tell(slot);
    },

    /** A device that comes back knows nothing of what it missed. */
    reconnected(status: readonly PadStatus[]): void {
      const before = connected;
      connected = new Set(status.filter((device) => device.connected).map(({ slot }) => slot));
      for (const slot of connected) if (!before.has(slot)) tell(slot);
    },
  };
}
