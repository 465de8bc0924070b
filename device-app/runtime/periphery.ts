import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { ok } from '@mingjing/shared/basics/result.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { HealthReport } from '@mingjing/shared/protocol/actions.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { hostsOf } from '../core/scan/read-scan.ts';
import type { Diagnostics } from '../core/screen/diagnostics-page.ts';
import type { ScanNotice } from '../core/screen/screen-state.ts';
import type { HeldSession, SessionState } from '../core/session/session-state.ts';
import type { PadStatus, Pads } from '../pads/pad-events.ts';
import type { DeviceIdentity } from '../store/device-identity.ts';
import type { LogStore, WriteRefusal } from '../store/log-store.ts';
import type { SyncClient } from '../sync/sync-client.ts';
import type { Bundler } from './bundle.ts';
import type { BundleFacts } from './bundle-documents.ts';
import { type ChoiceLapse, createChoiceLapse } from './choice-lapse.ts';
import { diagnosticsReport } from './diagnostics-report.ts';
import { createKiosk, type Kiosk, type KioskOptions } from './kiosk.ts';
import { createReceipts, type Receipts } from './receipts.ts';
import { createScanIntake, type ScanIntake } from './scan-intake.ts';
import type { SecretHash } from './secret-hash.ts';
import type { ServiceDesk } from './service-desk.ts';
import { type ServicePorts, servicePortsOf } from './service-ports.ts';
import { createSignals } from './signals.ts';
import { createVoice, type Voice, type VoiceOptions } from './voice.ts';
import { createWindowInfo, type WindowInfo } from './window-info.ts';

export interface PeripheryOptions {
  readonly settings: TerminalSettings;
  readonly pads: Pads;
  readonly sync: Pick<SyncClient, 'findSession' | 'listServices' | 'status' | 'nudge'>;
  readonly identity: () => DeviceIdentity | null;
  readonly isCodeOpen: () => boolean;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: EventLog;
  /** Address that phones reach; undefined where the terminal works alone. */
  readonly publicUrl: string | undefined;
  /** Gateway time − terminal time, ms; null while unknown. */
  readonly clockOffset: () => number | null;
  /** How long it says why a scan led nowhere, ms. */
  readonly scanNoticeMs: number;
  readonly state: () => SessionState;
  /** Invites to rate a service that was scanned; see {@link ScanIntake}. */
  readonly openScanned: (view: SessionView) => ScanNotice | null;
  readonly dispatch: KioskOptions['dispatch'];
  readonly clips: VoiceOptions['clips'];
  readonly randomBytes: RandomBytes;
  /** The technician's, of the whole process. */
  readonly service: ServiceDesk;
  readonly padTitle: ServicePorts['padTitle'];
  readonly selfTest: () => ServicePorts['selfTest'];
  readonly onScreenChange: () => void;
  readonly store: Pick<LogStore, 'commit' | 'readAfter'>;
  /** Of what staff sign in with. */
  readonly hashes: SecretHash;
  readonly bundler: Bundler | null;
  readonly health: () => HealthReport;
  /** Something new is in the log. */
  readonly onRecord: () => void;
}

/** What goes on around the session: lamps, scanner, printer, the technician, and the window with its staff. */
export interface Periphery {
  readonly scans: ScanIntake;
  /** What a scanner read: the technician's, while the page is open that wants it. */
  scan(text: string): void;
  readonly receipts: Receipts;
  readonly service: ServiceDesk;
  readonly voice: Voice;
  readonly window: WindowInfo;
  /** Null at a window. */
  readonly kiosk: Kiosk | null;
  /** Null at a kiosk. */
  readonly choices: ChoiceLapse | null;
  /** What staff may know of what the technician's page says; null while a session is in hand (P5). */
  report(): Promise<Diagnostics | null>;
  /** A diagnostics bundle; null while a session is in hand, or where none can be made. */
  bundle(): ReturnType<Bundler['make']> | null;
  /** The session moved on, or records cannot be kept, or can again. */
  follow(state: SessionState, trouble: WriteRefusal | null): void;
  /** The way to the gateway moved on. */
  followSync(): void;
  /** Entries that are on disk. */
  note(entries: readonly NewEntry[]): void;
  onStatus(status: readonly PadStatus[]): void;
  /** What a restart found in hand, so that its receipt can still be printed. */
  resume(session: HeldSession | undefined): void;
  /** Nobody looks at the screen any more: what technicians and staff had open is closed. */
  closeDesks(): void;
  start(): void;
  /** Resolves once the lamps are told. */
  stop(): Promise<void>;
}

/** Wires the periphery to its terminal. */
export function createPeriphery(options: PeripheryOptions): Periphery {
  const { settings, pads, state, service, onScreenChange: onChange } = options;
  const isIdle = () => state().phase.kind === 'idle';
  const signals = createSignals(pads, options.timers);
  const receipts = createReceipts({
    ...options,
    windowName: settings.window.name,
    whenOpened: settings.receipts === 'when-opened',
  });
  const kiosk =
    settings.role === 'kiosk'
      ? createKiosk({ ...options, lookUp: (number) => scans.type(number), onTooSoon: () => scans.askToWait() })
      : null;
  const scans = createScanIntake({
    ...options,
    openUnknown: kiosk === null ? null : kiosk.openUnknown,
    hosts: hostsOf([settings.publicUrl, settings.gatewayUrl]),
    findSession: (query) => options.sync.findSession(query),
    open: options.openScanned,
    noticeMs: options.scanNoticeMs,
    onChange,
  });
  const voice = createVoice({ ...options, onPlugged: () => kiosk?.desk.touched() });
  const window = createWindowInfo({ ...options, isIdle });
  // At a kiosk a citizen walks from page to page before there is a session; its desk knows when they have gone.
  const choices = kiosk === null ? createChoiceLapse(options) : null;

  async function report(): Promise<Diagnostics | null> {
    if (!isIdle()) return null;
    const seen = diagnosticsReport(await pads.diagnostics(), 'staff');
    // Looking takes a while, in which somebody may have come.
    return isIdle() ? seen : null;
  }

  const bundler = options.bundler;
  const makeBundle = bundler === null ? null : () => bundler.make(bundleFacts);

  const bundleForTechnician =
    makeBundle === null
      ? null
      : async () => {
          const made = await makeBundle();
          if (!made.ok) return made;
          const { file, onStick, bytes, sha256 } = made.value;
          return ok({ file, onStick, bytes, sha256 });
        };

  async function bundleFacts(): Promise<BundleFacts> {
    return {
      settings,
      diagnostics: diagnosticsReport(await pads.diagnostics(), 'staff'),
      health: options.health(),
      sync: options.sync.status(),
      selfTest: options.selfTest().report(),
    };
  }

  return {
    scans,
    scan(text) {
      if (!service.scan(text)) scans.read(text);
    },
    receipts,
    service,
    voice,
    window,
    kiosk,
    choices,
    report,
    bundle: () => (isIdle() ? (makeBundle?.() ?? null) : null),
    follow(now, trouble) {
      signals.follow(now, trouble);
      scans.follow(now);
      kiosk?.follow(now);
      service.follow();
      window.follow(isIdle());
      voice.follow(now);
      choices?.follow(now);
    },
    followSync() {
      kiosk?.followSync();
      service.follow();
    },
    note: receipts.note,
    onStatus(status) {
      signals.onStatus(status);
      onChange();
    },
    resume(session) {
      if (session !== undefined) receipts.remember(session.view);
    },
    closeDesks() {
      service.close();
      window.desk.close();
      voice.unplug();
    },
    start() {
      window.start();
      voice.start();
      const { sound } = voice;
      service.attach(
        servicePortsOf({ ...options, selfTest: options.selfTest(), sound, makeBundle: bundleForTechnician }),
      );
    },
    async stop() {
      service.attach(null);
      scans.stop();
      kiosk?.stop();
      voice.stop();
      window.stop();
      choices?.stop();
      await signals.stop();
    },
  };
}
