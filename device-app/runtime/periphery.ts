import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { SessionView } from '@mingjing/shared/domain/service-session.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { hostsOf } from '../core/scan/read-scan.ts';
import type { Diagnostics } from '../core/screen/diagnostics-page.ts';
import type { ScanNotice } from '../core/screen/screen-state.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { PadStatus, Pads } from '../pads/pad-events.ts';
import type { DeviceIdentity } from '../store/device-identity.ts';
import type { WriteRefusal } from '../store/log-store.ts';
import type { SyncClient } from '../sync/sync-client.ts';
import { createDiagnosticsDesk, type DiagnosticsDesk } from './diagnostics-desk.ts';
import { diagnosticsReport } from './diagnostics-report.ts';
import { createReceipts, type Receipts } from './receipts.ts';
import { createScanIntake, type ScanIntake } from './scan-intake.ts';
import { createSignals } from './signals.ts';

export interface PeripheryOptions {
  readonly settings: TerminalSettings;
  readonly pads: Pads;
  readonly sync: Pick<SyncClient, 'findSession'>;
  readonly identity: () => DeviceIdentity | null;
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
  readonly onScreenChange: () => void;
}

/** What goes on around the session: lamps, scanner, printer and the technician. */
export interface Periphery {
  readonly scans: ScanIntake;
  readonly receipts: Receipts;
  readonly desk: DiagnosticsDesk;
  /** What staff may know of what the technician's page says; null while a session is in hand (P5). */
  report(): Promise<Diagnostics | null>;
  /** The session moved on, or records cannot be kept, or can again. */
  follow(state: SessionState, trouble: WriteRefusal | null): void;
  /** Entries that are on disk. */
  note(entries: readonly NewEntry[]): void;
  onStatus(status: readonly PadStatus[]): void;
  /** Resolves once the lamps are told. */
  stop(): Promise<void>;
}

/** Wires the periphery to its terminal. */
export function createPeriphery(options: PeripheryOptions): Periphery {
  const { settings, pads, state, onScreenChange: onChange } = options;
  const isIdle = () => state().phase.kind === 'idle';
  const signals = createSignals(pads, options.timers);
  const receipts = createReceipts({
    ...options,
    windowName: settings.window.name,
    whenOpened: settings.receipts === 'when-opened',
  });
  const scans = createScanIntake({
    ...options,
    hosts: hostsOf([settings.publicUrl, settings.gatewayUrl]),
    findSession: (query) => options.sync.findSession(query),
    open: options.openScanned,
    noticeMs: options.scanNoticeMs,
    onChange,
  });
  const look = async () => diagnosticsReport(await pads.diagnostics(), 'technician');
  const desk = createDiagnosticsDesk({ ...options, look, mayOpen: isIdle, onWatch: pads.watch, onChange });

  async function report(): Promise<Diagnostics | null> {
    if (!isIdle()) return null;
    const seen = diagnosticsReport(await pads.diagnostics(), 'staff');
    // Looking takes a while, in which somebody may have come.
    return isIdle() ? seen : null;
  }

  return {
    scans,
    receipts,
    desk,
    report,
    follow(now, trouble) {
      signals.follow(now, trouble);
      scans.follow(now);
      if (!isIdle()) desk.close();
    },
    note: receipts.note,
    onStatus(status) {
      signals.onStatus(status);
      onChange();
    },
    async stop() {
      scans.stop();
      desk.close();
      await signals.stop();
    },
  };
}
