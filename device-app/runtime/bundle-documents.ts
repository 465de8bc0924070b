import type { HealthReport } from '@mingjing/shared/protocol/actions.ts';
import type { DeviceSettings, TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import type { Diagnostics } from '../core/screen/diagnostics-page.ts';
import type { SelfTestReport } from '../core/service/service-page.ts';
import type { RecentEvent } from '../ops/event-ring.ts';
import type { SyncStatus } from '../sync/sync-client.ts';
import { BUNDLED_EVENTS } from './bundle-fields.data.ts';

/** What a terminal knows of itself when a bundle is made. */
export interface BundleFacts {
  readonly settings: TerminalSettings;
  /** As for staff: without bytes and presses of pads. */
  readonly diagnostics: Diagnostics;
  readonly health: HealthReport;
  readonly sync: SyncStatus;
  readonly selfTest: SelfTestReport;
}

/** Machine and programs. */
export interface BundleMachine {
  readonly versions: Readonly<Record<string, string>>;
  readonly platform: string;
  readonly memoryMb: { readonly total: number; readonly free: number };
  readonly uptimeS: number;
  /** Names of the settings that were chosen on the glass; null where that cannot be read. */
  readonly chosenOnGlass: readonly string[] | null;
  readonly disk: { readonly totalMb: number; readonly freeMb: number } | null;
  /** Rounded up to whole megabytes: an exact size would tell how much each citizen wrote. */
  readonly databaseMb: number | null;
}

const MAX_TEXT = 200;

/**
 * The files of a bundle. Each takes over what is named here and nothing else: no rating, person, receipt, key, token, code or PIN is among
 * it, and no counter that steps with every rating (P5), since whoever has the token of the local API may fetch a bundle at any time.
 */
export function bundleDocuments(
  facts: BundleFacts,
  machine: BundleMachine,
  events: readonly RecentEvent[],
): Readonly<Record<string, unknown>> {
  return {
    'machine.json': machine,
    'settings.json': settingsOf(facts.settings),
    'diagnostics.json': scrubbedThroughout(diagnosticsOf(facts.diagnostics), facts.settings.dataDir),
    'health.json': healthOf(facts.health, facts.sync),
    'self-test.json': facts.selfTest,
    'events.json': events.flatMap((event) => eventOf(event, facts.settings.dataDir)),
  };
}

function settingsOf(settings: TerminalSettings) {
  const { role, receipts, timing, panel, language, display, brightness, local, sound, window } = settings;
  return {
    ...{ role, receipts, timing, panel, language, display, brightness },
    gateway: settings.gatewayUrl === undefined ? null : originOf(settings.gatewayUrl),
    public: settings.publicUrl === undefined ? null : originOf(settings.publicUrl),
    hasEnrolmentCode: settings.enrolmentCode !== undefined,
    localPort: local.port,
    sound: { quiet: sound.quiet, privateEar: sound.privateEar.by, ownPack: sound.pack !== undefined },
    window: { named: window.name !== '', staffInSettings: window.staff !== undefined },
    pads: settings.pads.map(deviceOf),
    peripherals: settings.peripherals.map(deviceOf),
  };
}

function deviceOf({ profile, path, serialNumber, location, peers, addresses }: DeviceSettings) {
  return { profile, path, serialNumber, location, peers: peers.length, addresses };
}

/** Without name and password, path and query of the address. */
function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : '(not an address)';
}

/** Of every device the open counters; never bytes and presses, of whatever device. */
function diagnosticsOf({ devices, ports }: Diagnostics) {
  return {
    devices: devices.map(({ title, role, profile, connected, path, matchedBy, problem, ...device }) => ({
      ...{ title, role, profile, connected, path, matchedBy, problem },
      goodFrames: device.goodFrames,
      badFrames: device.badFrames,
      badReasons: device.badReasons,
      report: role === 'pad' ? [] : device.report,
    })),
    ports,
  };
}

function healthOf({ storage, screenConnected, rssMb }: HealthReport, { link, connected, clockOffset }: SyncStatus) {
  return { storage, screenConnected, rssMb, link, connected, clockOffsetMs: clockOffset };
}

function eventOf({ at, event, data }: RecentEvent, dataDir: string) {
  const fields = BUNDLED_EVENTS[event];
  if (fields === undefined) return [];
  const kept = fields.flatMap((field) => {
    const value = data[field];
    return value === undefined ? [] : [[field, typeof value === 'string' ? scrubbed(value, dataDir) : value]];
  });
  return [{ at: new Date(at).toISOString(), event, ...Object.fromEntries(kept) }];
}

/** What devices, problems and holders of ports say is words of the system too. */
function scrubbedThroughout(value: unknown, dataDir: string): unknown {
  return JSON.parse(JSON.stringify(value), (_name, each) =>
    typeof each === 'string' ? scrubbed(each, dataDir) : each,
  );
}

/** What the system says may name the folders of this machine, and with them people. */
function scrubbed(text: string, dataDir: string): string {
  return text
    .replaceAll(dataDir, '<data>')
    .replace(/\/(home|Users|root)\/[^\s/:'"]+/g, '/<home>')
    .replace(/\/\/[^\s/@]+@/g, '//')
    .slice(0, MAX_TEXT);
}
