import { ok, type Result } from '@mingjing/shared/basics/result.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import {
  systemClock as clock,
  systemRandom as random,
  systemRandomBytes as randomBytes,
  unrefTimers as timers,
} from '@mingjing/shared/system/machine.ts';
import type { SessionState } from '../core/session/session-state.ts';
import { STANDARD_SYNC_DELAYS } from '../core/sync/sync-delays.ts';
import type { Sound } from '../core/voice/sound.ts';
import { createTransports, type TransportsParts } from '../pads/adapters/create-transports.ts';
import { createPads } from '../pads/create-pads.ts';
import type { Privacy } from '../pads/privacy.ts';
import type { DeviceKey } from '../store/device-identity.ts';
import { loadOrCreateKey } from '../store/device-key.ts';
import { enrol } from '../store/enrol.ts';
import { loadIdentity } from '../store/enrolment-file.ts';
import { lockFolder } from '../store/lock-folder.ts';
import { LOG_FILE } from '../store/log-files.ts';
import type { LogStore } from '../store/log-store.ts';
import { openLogStore } from '../store/open-log-store.ts';
import type { OpenProblem } from '../store/open-problem.ts';
import type { PrivateFileProblem } from '../store/private-file.ts';
import { watchDamage } from '../store/watch-damage.ts';
import { createSyncClient } from '../sync/create-sync-client.ts';
import { type BundlerParts, createBundler } from './bundle.ts';
import { createGatewayLink, type GatewayLinkOptions } from './gateway-link.ts';
import { hasServed } from './has-served.ts';
import { localTokenPath, readOrCreateToken } from './local-token.ts';
import { profileFolders, readProfiles } from './read-profiles.ts';
import type { SecretHash } from './secret-hash.ts';
import type { ServiceDesk } from './service-desk.ts';
import { createTerminal, type Terminal } from './terminal.ts';

export interface AssembleOptions {
  readonly settings: TerminalSettings;
  /** The enrolment code in the settings was given on the glass, and not traded yet. */
  readonly hasNewCode: boolean;
  readonly log: EventLog;
  readonly appVersion: string;
  /** Another HID library than `node-hid`, for what is tried without hardware. */
  readonly loadHid?: TransportsParts['loadHid'];
  readonly service: ServiceDesk;
  /** Of what staff sign in with. */
  readonly hashes: SecretHash;
  /** What may be seen of pads outlives this terminal. */
  readonly privacy: Privacy;
  /** Of the clip pack. */
  readonly clips: Sound['clips'];
  /** The last events of the log, for the diagnostics bundle. */
  readonly recentEvents: BundlerParts['recentEvents'];
  readonly onScreenChange: () => void;
  readonly screenConnected: () => boolean;
  /** The log turned out damaged while in use: the terminal must be stopped and assembled anew, which repairs it. */
  readonly onDamaged: () => void;
  /** What the terminal before this one in the same process was at. */
  readonly resume: SessionState | undefined;
}

/** A terminal with the token of its local API. */
export interface AssembledTerminal {
  readonly terminal: Terminal;
  readonly localToken: string;
}

/**
 * Builds a terminal on the real ports of this machine: key, token, log, pads and peripherals, gateway. Its data folder is its own until it
 * has stopped.
 * @returns the terminal, or why its data folder cannot be used now
 * @throws when a shipped profile is broken: that is a defect, not a circumstance
 */
export function assembleTerminal(options: AssembleOptions): Result<AssembledTerminal, OpenProblem> {
  const lock = lockFolder(options.settings.dataDir);
  if (!lock.ok) return lock;
  const assembled = assembleLocked(options);
  if (!assembled.ok) {
    lock.value();
    return assembled;
  }
  const { terminal, localToken } = assembled.value;
  const stop = async () => {
    await terminal.stop();
    lock.value();
  };
  return ok({ terminal: { ...terminal, stop }, localToken });
}

function assembleLocked(options: AssembleOptions): Result<AssembledTerminal, OpenProblem> {
  const { settings, log, appVersion, onScreenChange } = options;
  const dir = settings.dataDir;
  const world = { clock, timers, randomBytes, random, log };

  const key = loadOrCreateKey(dir, world);
  if (!key.ok) return unusable(key.error);
  const known = loadIdentity(dir, key.value);
  if (!known.ok) return unusable(known.error);
  const token = readOrCreateToken(localTokenPath(settings), randomBytes);
  if (!token.ok) return unusable(token.error);
  const opened = openLogStore({ dir, deviceId: key.value.deviceId, ...world });
  if (!opened.ok) return opened;
  const store = watchDamage(opened.value, options.onDamaged);
  if (!hasServed(store)) options.privacy.nobodyWas();
  const profiles = readProfiles(log, profileFolders(settings));

  const link = createGatewayLink({
    ...world,
    known: known.value,
    anew: options.hasNewCode,
    ...gatewayPorts(settings, { key: key.value, store, appVersion }),
  });
  const { loadHid } = options;
  const { transports, keyboard } = createTransports({ ...world, onKeyboardCodes: onScreenChange, loadHid });
  const devices = [...settings.pads, ...settings.peripherals];
  const fieldOf = (slot: number) =>
    slot < settings.pads.length ? `pads.${slot}` : `peripherals.${slot - settings.pads.length}`;
  const terminal = createTerminal({
    ...world,
    settings,
    store,
    identity: link.identity,
    isCodeOpen: link.isCodeOpen,
    keyboard,
    createPads: (listener) =>
      createPads({ ...world, ...profiles, privacy: options.privacy, settings: devices, fieldOf, transports, listener }),
    createSync: link.createSync,
    service: options.service,
    hashes: options.hashes,
    bundler: createBundler({
      ...{ clock, timers, appVersion, dataDir: dir, database: LOG_FILE, recentEvents: options.recentEvents },
      shortId: () => link.identity()?.shortId ?? null,
    }),
    clips: options.clips,
    padTitle: (name) => {
      const profile = profiles.profiles.get(name);
      return profile?.role === 'pad' ? profile.title : undefined;
    },
    onScreenChange,
    screenConnected: options.screenConnected,
    resume: options.resume,
  });
  return ok({ terminal, localToken: token.value });
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
        random,
        gatewayUrl,
        store,
        appVersion,
        catalogueVersion: REASON_CATALOGUE.version,
        delays: STANDARD_SYNC_DELAYS,
      }),
  };
}

function unusable({ kind, message }: PrivateFileProblem): Result<never, OpenProblem> {
  return { ok: false, error: { kind: kind === 'full' ? 'full' : 'unavailable', message } };
}
