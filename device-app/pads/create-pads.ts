import type { ProfileCatalogue } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { asksTheSame, CLOSED_GATE, openGate, type PressGate } from '../core/pads/press-gate.ts';
import type { Pads, PadsListener } from './pad-events.ts';
import { createPadSlot, type PadSlot } from './pad-slot.ts';
import type { SerialBackend } from './serial-backend.ts';

interface PadsParts {
  readonly profiles: ProfileCatalogue;
  /** `pads` of the terminal's settings; the index is the slot. */
  readonly settings: TerminalSettings['pads'];
  readonly serial: SerialBackend;
  readonly clock: Clock;
  readonly timers: Timers;
  /** A number in [0, 1), for the jitter of reconnecting. */
  readonly random: () => number;
  readonly listener: PadsListener;
  readonly log: EventLog;
}

/** Stands in for a pad whose profile does not exist: it never connects, and says why. */
function createUnknownSlot(slot: number, profile: string, known: ProfileCatalogue, log: EventLog): PadSlot {
  const problem = `pads.${slot}.profile "${profile}" is unknown; use one of ${[...known.keys()].join(', ')}`;
  return {
    start: () => log('pad.open-failed', { slot, profile, reason: problem }),
    rearmed: () => undefined,
    output: () => Promise.resolve(false),
    status: () => ({
      slot,
      profile,
      connected: false,
      path: null,
      problem,
      goodFrames: 0,
      badFrames: 0,
      strayPresses: 0,
    }),
    stop: () => Promise.resolve(),
  };
}

/**
 * All pads of a terminal. Nothing throws or rejects whatever is plugged, unplugged or misconfigured: a pad that does not work says
 * why in its status (P7). `onStatus` is called when a pad connects, is lost, or has a new problem; counters are read with `status()`.
 */
export function createPads(parts: PadsParts): Pads {
  const { profiles, settings, listener, clock, log } = parts;
  const taken = new Set<string>();
  let gate: PressGate = CLOSED_GATE;
  const status = () => slots.map((slot) => slot.status());

  const slots: readonly PadSlot[] = settings.map((entry, slot) => {
    const profile = profiles.get(entry.profile);
    if (profile === undefined) return createUnknownSlot(slot, entry.profile, profiles, log);
    return createPadSlot({
      ...parts,
      slot,
      settings: entry,
      profile,
      taken,
      gate: () => gate,
      onEvent: (event) => listener.onEvent(event),
      onStatus: () => listener.onStatus(status()),
    });
  });

  return {
    start() {
      for (const slot of slots) slot.start();
    },
    arm(addresses) {
      const next = openGate(clock.mono(), addresses);
      // Arming what is armed already is no new question: the press just heard must not count again.
      if (asksTheSame(gate, next)) return;
      gate = next;
      for (const slot of slots) slot.rearmed();
    },
    disarm() {
      gate = CLOSED_GATE;
    },
    output: (slot, name, variables) => slots[slot]?.output(name, variables) ?? Promise.resolve(false),
    status,
    async stop() {
      gate = CLOSED_GATE;
      await Promise.all(slots.map((slot) => slot.stop()));
    },
  };
}
