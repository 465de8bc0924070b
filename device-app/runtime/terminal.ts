import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { OpenedBy } from '@mingjing/shared/domain/service-session.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { delaysWith } from '../core/delays.ts';
import type { Intent } from '../core/screen/intent.ts';
import type { ScreenState } from '../core/screen/screen-state.ts';
import { currentSession } from '../core/session/session-machine.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { KeyboardTransport } from '../pads/adapters/keyboard-transport.ts';
import type { Pads, PadsListener } from '../pads/pad-events.ts';
import type { DeviceIdentity } from '../store/device-identity.ts';
import type { LogStore } from '../store/log-store.ts';
import type { GatewayCalls, SyncClient } from '../sync/sync-client.ts';
import { createArming } from './arming.ts';
import { createDynamicQr } from './dynamic-qr.ts';
import { gatewayCalls } from './gateway-calls.ts';
import { healthReport } from './health-report.ts';
import { createHousekeeping } from './housekeeping.ts';
import { createIntentIntake } from './intent-intake.ts';
import type { LocalApiService } from './local-api.ts';
import { localService } from './local-service.ts';
import { createMint } from './new-session.ts';
import { openScanned } from './open-scanned.ts';
import { createPadIntake } from './pad-intake.ts';
import { createPeriphery } from './periphery.ts';
import { renderScreen } from './render-screen.ts';
import { createSessionDriver } from './session-driver.ts';
import { createSessionOutcomes } from './session-outcomes.ts';
import { createStorageGuard } from './storage-guard.ts';

/** Names the order and size of the five levels on our screens; stored with every rating. */
const LAYOUT_VERSION = 'row-5-best-first-1';

/** What a terminal is made of. The world is on the far side of these ports. */
export interface TerminalParts {
  readonly settings: TerminalSettings;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly randomBytes: RandomBytes;
  readonly log: EventLog;
  readonly store: LogStore;
  /** Null until the terminal is enrolled. */
  readonly identity: () => DeviceIdentity | null;
  readonly createPads: (listener: PadsListener) => Pads;
  /** Pads that type: the screen sees their keys. */
  readonly keyboard: Pick<KeyboardTransport, 'key' | 'releaseAll' | 'codes'>;
  readonly createSync: (calls: GatewayCalls, onStatus: () => void) => SyncClient;
  /** What the screen shows may have changed. */
  readonly onScreenChange: () => void;
  readonly screenConnected: () => boolean;
  /** What the terminal before this one in the same process was at. */
  readonly resume?: SessionState | undefined;
}

/** A terminal in service: everything between the ports. */
export interface Terminal {
  readonly localApi: LocalApiService;
  /** What it is at, for the terminal that takes over. */
  session(): SessionState;
  /** The screen as it should be now. */
  render(): Omit<ScreenState, 'revision'>;
  onIntent(intent: Exclude<Intent, { kind: 'painted' }>): void;
  /** The page last rendered is on the glass. */
  onPainted(): void;
  /** A screen is gone, and with it the keys it saw held down. */
  onScreenGone(): void;
  start(): void;
  stop(): Promise<void>;
}

/** Wires pads, sessions, log, sync and screen together. Nothing runs before `start`. */
export function createTerminal(parts: TerminalParts): Terminal {
  const { settings, clock, timers, store, log } = parts;
  const delays = delaysWith(settings.timing);
  const mint = createMint({ ...parts, staff: () => periphery.window.staff() });
  const outcomes = createSessionOutcomes({ clock, maskKey: parts.randomBytes(32) });
  const guard = createStorageGuard({ store, timers, log, onChange: onStorageChange });
  const pads = parts.createPads({
    onEvent: (event) => intake(event),
    onStatus: (status) => periphery.onStatus(status),
  });
  const arming = createArming({ settings, pads, clock, timers, delays });
  const calls = gatewayCalls(
    (input) => driver.dispatch(input),
    () => health(),
    settings.role,
  );
  const sync = parts.createSync(calls, onSyncStatus);
  const health = () =>
    healthReport({ ...parts, pads: pads.status(), trouble: guard.trouble(), screen: parts.screenConnected() });
  const clockOffset = () => sync.status().clockOffset;
  const publicUrl = settings.publicUrl ?? settings.gatewayUrl;
  const qr = createDynamicQr({ ...parts, publicUrl, clockOffset, onNewCode: () => parts.onScreenChange() });
  const driver = createSessionDriver({
    ...parts,
    delays,
    catalogue: REASON_CATALOGUE,
    layoutVersion: LAYOUT_VERSION,
    defaultLanguage: settings.language,
    defaultDisplay: settings.display,
    clockOffset,
    onChange: onSessionChange,
    onRefusal: (refusal) => guard.refused(refusal),
  });

  const periphery = createPeriphery({
    ...parts,
    ...{ pads, sync, publicUrl, clockOffset, dispatch: driver.dispatch },
    scanNoticeMs: delays.scanNoticeMs,
    state: () => driver.state(),
    onRecord: () => sync.nudge(),
    openScanned: (view) => openScanned(view, driver.dispatch, outcomes.outcomeOf),
  });
  const requestEvaluation = () => open('pad-key').state;
  const intake = createPadIntake({ ...mint, dispatch: driver.dispatch, requestEvaluation, scan: periphery.scans.read });
  const onIntent = createIntentIntake({
    ...{ ...parts, ...mint, desk: periphery.desk, kiosk: periphery.kiosk?.desk ?? null },
    staff: periphery.window.desk,
    dispatch: driver.dispatch,
  });
  const housekeeping = createHousekeeping({ ...parts, isIdle: () => driver.state().phase.kind === 'idle' });

  function onSessionChange(state: SessionState, entries: readonly NewEntry[]): void {
    outcomes.note(entries);
    periphery.note(entries);
    logSessions(entries, log);
    follow(state);
    if (entries.length > 0) sync.nudge();
  }

  /** Pads, code and screen as this state wants them. While records cannot be kept, nothing may be pressed anywhere (P7). */
  function follow(state: SessionState): void {
    arming.attend(state);
    if (guard.trouble() === null) arming.follow(state);
    else arming.rest();
    periphery.follow(state, guard.trouble());
    qr.follow(state);
    parts.onScreenChange();
  }

  function onStorageChange(): void {
    if (guard.trouble() === null) driver.resume();
    follow(driver.state());
  }

  /** Enrolment and the gateway's clock come with it, and both make another code. */
  function onSyncStatus(): void {
    periphery.kiosk?.followSync();
    qr.follow(driver.state());
    parts.onScreenChange();
  }

  function open(openedBy: OpenedBy, service?: ServiceRecord) {
    const session = mint.session(openedBy, service);
    return { sessionId: session.view.sessionId, state: driver.dispatch({ kind: 'open', session }) };
  }

  return {
    localApi: localService({ ...{ driver, outcomes, periphery, sync, clock, health }, role: settings.role, open }),

    session: () => driver.state(),

    render: () =>
      renderScreen({
        ...{ settings, delays, periphery },
        state: driver.state(),
        mono: clock.mono(),
        qrUrl: qr.address(driver.state()),
        trouble: guard.trouble(),
        gatewayConnected: sync.status().connected,
        pads: pads.status(),
        padKeys: parts.keyboard.codes(),
      }),

    onIntent,

    onScreenGone() {
      parts.keyboard.releaseAll();
      periphery.closeDesks();
    },

    onPainted() {
      // A painted fault page is no invitation.
      if (guard.trouble() === null) driver.dispatch({ kind: 'painted' });
    },

    start() {
      driver.start();
      periphery.resume(currentSession(driver.state()));
      // Before the pads: a citizen whose press the restart interrupted is still there.
      arming.attend(driver.state());
      pads.start();
      sync.start();
      housekeeping.start();
      periphery.start();
      follow(driver.state());
    },

    async stop() {
      for (const part of [arming, qr, driver, guard, housekeeping]) part.stop();
      await periphery.stop();
      await Promise.all([pads.stop(), sync.stop()]);
      store.close();
    },
  };
}

function logSessions(entries: readonly NewEntry[], log: EventLog): void {
  for (const { type, body } of entries) {
    if (type !== 'session') continue;
    if (body.kind === 'opened') log('session.opened', { by: body.view.openedBy });
    else log('session.closed', { outcome: body.outcome });
  }
}
