import { createTransports } from '@mingjing/device-app/pads/adapters/create-transports.ts';
import { createPads } from '@mingjing/device-app/pads/create-pads.ts';
import type { PadEvent, PadStatus, Pads } from '@mingjing/device-app/pads/pad-events.ts';
import { loadProfiles, type ProfileCatalogue } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { DeviceSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { systemClock, unrefTimers } from '@mingjing/shared/system/machine.ts';

const loaded = loadProfiles();
if (loaded.issues.length > 0) throw new Error(JSON.stringify(loaded.issues));

/** The profiles that ship. */
export const SHIPPED: ProfileCatalogue = loaded.catalogue;

/** Pads on this machine's real transports, with all they report. */
export interface RunningPads {
  readonly pads: Pads;
  readonly events: readonly PadEvent[];
  readonly statuses: readonly (readonly PadStatus[])[];
  readonly logged: readonly string[];
}

/** Starts pads as a terminal does. Whoever calls stops them. */
export function startPads(
  settings: readonly (Partial<DeviceSettings> & Pick<DeviceSettings, 'profile'>)[],
  profiles: ProfileCatalogue = SHIPPED,
): RunningPads {
  const events: PadEvent[] = [];
  const statuses: (readonly PadStatus[])[] = [];
  const logged: string[] = [];
  const { transports } = createTransports({ clock: systemClock, timers: unrefTimers, log: () => undefined });
  const pads = createPads({
    profiles,
    settings: settings.map((entry) => ({ peers: [], addresses: [], ...entry })),
    transports,
    clock: systemClock,
    timers: unrefTimers,
    random: Math.random,
    listener: { onEvent: (event) => events.push(event), onStatus: (status) => statuses.push(status) },
    log: (event) => logged.push(event),
  });
  pads.start();
  return { pads, events, statuses, logged };
}

/** What an event stands for, in one word. */
export function nameOf(event: PadEvent): unknown {
  if (event.kind === 'rating') return event.level;
  if (event.kind === 'key') return event.key;
  return event.kind === 'scan' ? event.text : event.present;
}
