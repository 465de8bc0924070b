import type { ProfileCatalogue } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { ProfileIssue } from '@mingjing/hardware-profiles/profile-issue.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { DeviceSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { asksTheSame, CLOSED_GATE, openGate, type PressGate } from '../core/pads/press-gate.ts';
import { PAD_DELAYS } from './delays.data.ts';
import type { PadDiagnostics, Pads, PadsListener } from './pad-events.ts';
import { createPadSlot, type PadSlot } from './pad-slot.ts';
import { createPrivacy, type Privacy } from './privacy.ts';
import { surveyPorts } from './survey-ports.ts';
import type { Transports, WantedDevice } from './transport.ts';
import { createUnknownSlot } from './unknown-slot.ts';

export interface PadsParts {
  readonly profiles: ProfileCatalogue;
  /** What is wrong with profiles that were left out, by their id; none unless told otherwise. */
  readonly invalid?: ReadonlyMap<string, readonly ProfileIssue[]>;
  /** `pads` of the terminal's settings, then its `peripherals`; the index is the slot. */
  readonly settings: readonly DeviceSettings[];
  readonly transports: Transports;
  readonly clock: Clock;
  readonly timers: Timers;
  /** A number in [0, 1), for the jitter of reconnecting. */
  readonly random: () => number;
  readonly listener: PadsListener;
  readonly log: EventLog;
  /** Of the pads before these in the same process: whoever puts them on other settings need not wait as after a start. */
  readonly privacy?: Privacy;
  /** Where the settings of a slot stand, for messages; `pads.N` unless told otherwise. */
  readonly fieldOf?: (slot: number) => string;
}

/**
 * All pads and peripherals of a terminal. Nothing throws or rejects whatever is plugged, unplugged or misconfigured: a device that does
 * not work says why in its status (P7). `onStatus` is called when a device connects, is lost, or has a new problem; counters are read
 * with `status()`.
 */
export function createPads(parts: PadsParts): Pads {
  const { profiles, settings, transports, listener, clock } = parts;
  const fieldOf = parts.fieldOf ?? ((slot) => `pads.${slot}`);
  const taken = new Map<string, object>();
  const wanted: WantedDevice[] = [];
  const privacy = parts.privacy ?? createPrivacy(clock);
  let gate: PressGate = CLOSED_GATE;
  let watched = false;
  let survey: { at: number; readonly ports: ReturnType<typeof surveyPorts> } | undefined;
  const status = () => slots.map((slot) => slot.status());

  const slots: readonly PadSlot[] = settings.map((entry, slot) => {
    const profile = profiles.get(entry.profile);
    if (profile === undefined) {
      return createUnknownSlot({ ...parts, slot, field: fieldOf(slot), profile: entry.profile });
    }
    wanted.push({ profile, settings: entry });
    return createPadSlot({
      ...parts,
      slot,
      wanted: { profile, settings: entry },
      transport: transports[profile.transport.kind],
      taken,
      gate: () => gate,
      isPrivate: privacy.isPrivate,
      isWatched: () => watched,
      onEvent: (event) => listener.onEvent(event),
      onStatus: () => listener.onStatus(status()),
    });
  });

  const mind = (reason: 'armed' | 'citizen', holds: boolean): void => {
    privacy.mind(reason, holds);
    // What was pressed just before was perhaps meant for the question already.
    if (holds) for (const slot of slots) slot.forgetSeen();
  };

  /** Looks at the machine's ports, and not again before a while has passed. */
  const ports = (): ReturnType<typeof surveyPorts> => {
    if (survey !== undefined && clock.mono() - survey.at < PAD_DELAYS.surveyMs) return survey.ports;
    const begun = { at: Number.POSITIVE_INFINITY, ports: surveyPorts({ ...parts, wanted }) };
    survey = begun;
    // Counted from its end: a slow bus is not listed twice at once.
    void begun.ports.finally(() => {
      begun.at = clock.mono();
    });
    return begun.ports;
  };

  return {
    start() {
      for (const slot of slots) slot.start();
    },
    arm(addresses) {
      mind('armed', true);
      const next = openGate(clock.mono(), addresses);
      // Arming what is armed already is no new question: the press just heard must not count again.
      if (asksTheSame(gate, next)) return;
      gate = next;
      for (const slot of slots) slot.rearmed();
    },
    disarm() {
      mind('armed', false);
      gate = CLOSED_GATE;
    },
    attend: (citizen) => mind('citizen', citizen),
    watch(looking) {
      watched = looking;
      if (!looking) for (const slot of slots) slot.forgetSeen();
    },
    output: (slot, name, variables) => slots[slot]?.output(name, variables) ?? Promise.resolve(false),
    status,
    declares: (slot, name) => slots[slot]?.declares(name) ?? false,
    refresh: (slot) => slots[slot]?.refresh() ?? Promise.resolve(false),
    report: (slot) => slots[slot]?.report() ?? {},
    async diagnostics(): Promise<PadDiagnostics> {
      const seen = await ports();
      const rows = slots.map((slot) => slot.diagnostics());
      const userOf = new Map(rows.map(({ path, slot }) => [path, slot]));
      return {
        withheldMs: privacy.remainingMs(),
        ports: seen.map((port) => ({ ...port, slot: userOf.get(port.path) ?? null })),
        slots: rows,
      };
    },
    async stop() {
      gate = CLOSED_GATE;
      await Promise.all(slots.map((slot) => slot.stop()));
    },
  };
}
