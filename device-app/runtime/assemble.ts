import { loadProfiles } from '@mingjing/hardware-profiles/load-profiles.ts';
import { ok, type Result } from '@mingjing/shared/basics/result.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { STANDARD_SYNC_DELAYS } from '../core/sync/sync-delays.ts';
import { createSerialportBackend } from '../pads/adapters/serialport-backend.ts';
import { createPads } from '../pads/create-pads.ts';
import type { DeviceKey } from '../store/device-identity.ts';
import { loadOrCreateKey } from '../store/device-key.ts';
import { enrol } from '../store/enrol.ts';
import { loadIdentity } from '../store/enrolment-file.ts';
import type { LogStore } from '../store/log-store.ts';
import { openLogStore } from '../store/open-log-store.ts';
import type { OpenProblem } from '../store/open-problem.ts';
import { createSyncClient } from '../sync/create-sync-client.ts';
import { createGatewayLink, type GatewayLinkOptions } from './gateway-link.ts';
import { systemClock as clock, systemRandomBytes as randomBytes, systemTimers as timers } from './system-ports.ts';
import { createTerminal, type Terminal } from './terminal.ts';

export interface AssembleOptions {
  readonly settings: TerminalSettings;
  readonly log: EventLog;
  readonly appVersion: string;
  readonly onScreenChange: () => void;
  readonly screenConnected: () => boolean;
}

/**
 * Builds a terminal on the real ports of this machine: key, log, serial ports, gateway.
 * @returns the terminal, or why its data folder cannot be used now
 * @throws when a shipped profile is broken: that is a defect, not a circumstance
 */
export function assembleTerminal(options: AssembleOptions): Result<Terminal, OpenProblem> {
  const { settings, log, appVersion, onScreenChange } = options;
  const dir = settings.dataDir;
  const world = { clock, timers, randomBytes, random: Math.random, log };

  const key = loadOrCreateKey(dir, world);
  if (!key.ok) return unusable(key.error.message);
  const known = loadIdentity(dir, key.value);
  if (!known.ok) return unusable(known.error.message);
  const opened = openLogStore({ dir, deviceId: key.value.deviceId, ...world });
  if (!opened.ok) return opened;
  const store = opened.value;
  const profiles = loadProfiles();
  if (!profiles.ok) throw new Error(profiles.error.map((issue) => Object.values(issue).join(': ')).join('\n'));

  const link = createGatewayLink({
    ...world,
    known: known.value,
    ...gatewayPorts(settings, { key: key.value, store, appVersion }),
  });
  const serial = createSerialportBackend(world);
  const terminal = createTerminal({
    ...world,
    settings,
    store,
    identity: link.identity,
    createPads: (listener) =>
      createPads({ ...world, profiles: profiles.value, settings: settings.pads, serial, listener }),
    createSync: link.createSync,
    onScreenChange,
    screenConnected: options.screenConnected,
  });
  return ok(terminal);
}

/** How this terminal enrols and connects, as far as its settings name a gateway and a code. */
function gatewayPorts(
  { gatewayUrl, enrolmentCode: code, dataDir: dir }: TerminalSettings,
  { key, store, appVersion }: { readonly key: DeviceKey; readonly store: LogStore; readonly appVersion: string },
): Pick<GatewayLinkOptions, 'enrol' | 'createClient'> {
  if (gatewayUrl === undefined) return { enrol: undefined, createClient: undefined };
  return {
    enrol: code === undefined ? undefined : () => enrol({ dir, gatewayUrl, code, key, appVersion, fetch }),
    createClient: (ports) =>
      createSyncClient({
        ...ports,
        clock,
        timers,
        randomBytes,
        random: Math.random,
        gatewayUrl,
        store,
        appVersion,
        catalogueVersion: REASON_CATALOGUE.version,
        delays: STANDARD_SYNC_DELAYS,
      }),
  };
}

function unusable(message: string): Result<never, OpenProblem> {
  return { ok: false, error: { kind: 'unavailable', message } };
}
