import { createPads } from '@mingjing/device-app/pads/create-pads.ts';
import type { PadEvent } from '@mingjing/device-app/pads/pad-events.ts';
import type { Privacy } from '@mingjing/device-app/pads/privacy.ts';
import { createFakeTransport } from '@mingjing/device-app/pads/testing/fake-transport.ts';
import type { Transports } from '@mingjing/device-app/pads/transport.ts';
import { loadProfiles, type ProfileCatalogue } from '@mingjing/hardware-profiles/load-profiles.ts';
import type { PadProfile } from '@mingjing/hardware-profiles/pad-profile.ts';
import type { EventData } from '@mingjing/shared/log-events/event-log.ts';
import type { DeviceSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { createManualTime } from './manual-time.ts';

const loaded = loadProfiles();
if (loaded.issues.length > 0) throw new Error(JSON.stringify(loaded.issues));

/** The profiles that ship. */
export const SHIPPED: ProfileCatalogue = loaded.catalogue;

/** A shipped profile. @throws when there is none of this name */
export function shipped(name: string): PadProfile {
  const profile = SHIPPED.get(name);
  if (profile === undefined) throw new Error(`no profile ${name}`);
  return profile;
}

/** Lets everything that waits on promises, not on time, run. */
async function flush(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

/** What an event stands for, in one word. */
function nameOf(event: PadEvent): unknown {
  if (event.kind === 'rating') return event.level;
  if (event.kind === 'key') return event.key;
  return event.kind === 'scan' ? event.text : event.present;
}

export interface PadsBenchOptions {
  readonly settings: readonly (Partial<DeviceSettings> & Pick<DeviceSettings, 'profile'>)[];
  readonly profiles?: ProfileCatalogue;
  readonly onEvent?: (event: PadEvent) => void;
  /** Whether the system tells of devices that come and go. */
  readonly reliable?: boolean;
  /** Real transports that take the place of the fake. */
  readonly transports?: Partial<Transports>;
  /** Of pads before these. */
  readonly privacy?: Privacy;
}

/** Pads on a fake of any hardware, in time that stands still until told otherwise. */
export function createPadsBench({
  settings,
  profiles = SHIPPED,
  onEvent,
  reliable = true,
  transports,
  privacy,
}: PadsBenchOptions) {
  const time = createManualTime();
  const bugs: unknown[] = [];
  const fake = createFakeTransport({ reportBug: (cause) => bugs.push(cause), reliable });
  const events: PadEvent[] = [];
  const logged: [string, EventData | undefined][] = [];
  const pads = createPads({
    profiles,
    settings: settings.map((entry) => ({ peers: [], addresses: [], ...entry })),
    transports: { ...fake.transports, ...transports },
    clock: time.clock,
    timers: time.timers,
    ...(privacy !== undefined && { privacy }),
    random: () => 0.5,
    listener: {
      onEvent(event) {
        events.push(event);
        onEvent?.(event);
      },
      onStatus: () => undefined,
    },
    log: (event, data) => logged.push([event, data]),
  });
  /** Lets time pass, and everything run that waits for nothing else. */
  const pass = async (ms: number): Promise<void> => {
    await flush();
    time.advance(ms);
    await flush();
  };
  /** Lets time pass in steps, so that what answers does so within each. */
  const passSlowly = async (ms: number, step = 10): Promise<void> => {
    for (let left = ms; left > 0; left -= step) await pass(Math.min(step, left));
  };
  const status = (slot = 0) => {
    const found = pads.status()[slot];
    if (found === undefined) throw new Error(`no slot ${slot}`);
    return found;
  };
  return { time, fake, pads, events, logged, bugs, pass, passSlowly, status, seen: () => events.map(nameOf) };
}
export type PadsBench = ReturnType<typeof createPadsBench>;
