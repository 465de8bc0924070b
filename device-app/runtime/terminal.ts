import { join } from 'node:path';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { WindowBoard } from '@mingjing/shared/domain/window-board.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { type Opening, openingAt } from '../core/board/opening.ts';
import { delaysWith } from '../core/delays.ts';
import type { Intent } from '../core/screen/intent.ts';
import type { ScreenState } from '../core/screen/screen-state.ts';
import { beginsSelfTest, withoutSelfTest } from '../core/session/self-test-session.ts';
import { currentSession } from '../core/session/session-machine.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { Sound } from '../core/voice/sound.ts';
import type { KeyboardTransport } from '../pads/adapters/keyboard-transport.ts';
import type { Pads, PadsListener } from '../pads/pad-events.ts';
import type { DeviceIdentity } from '../store/device-identity.ts';
import type { LogStore } from '../store/log-store.ts';
import type { GatewayCalls, SyncClient } from '../sync/sync-client.ts';
import { createArming } from './arming.ts';
import type { Bundler } from './bundle.ts';
import { createDynamicQr } from './dynamic-qr.ts';
import { gatewayCalls } from './gateway-calls.ts';
import { healthReport } from './health-report.ts';
import { createHousekeeping } from './housekeeping.ts';
import { createIntentIntake } from './intent-intake.ts';
import type { LocalApiService } from './local-api.ts';
import { localService } from './local-service.ts';
import { logSessions } from './log-sessions.ts';
import { createMint } from './new-session.ts';
import { openScanned } from './open-scanned.ts';
import { createPadIntake } from './pad-intake.ts';
import { createPeriphery } from './periphery.ts';
import { renderScreen } from './render-screen.ts';
import type { SecretHash } from './secret-hash.ts';
import { createSelfTest } from './self-test.ts';
import type { ServiceDesk } from './service-desk.ts';
import type { ServicePorts } from './service-ports.ts';
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
  /** An enrolment code is there that the gateway has not answered yet. */
  readonly isCodeOpen: () => boolean;
  readonly createPads: (listener: PadsListener) => Pads;
  /** Pads that type: the screen sees their keys. */
  readonly keyboard: Pick<KeyboardTransport, 'key' | 'releaseAll' | 'codes'>;
  readonly createSync: (calls: GatewayCalls, onStatus: () => void) => SyncClient;
  /** Belongs to the process: a visit goes on when this terminal gives place to the next. */
  readonly service: ServiceDesk;
  readonly padTitle: ServicePorts['padTitle'];
  /** Of what staff sign in with. */
  readonly hashes: SecretHash;
  /** Null where no diagnostics bundle can be made. */
  readonly bundler: Bundler | null;
  /** Of the clip pack. */
  readonly clips: Sound['clips'];
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
    healthReport({ ...parts, ...{ pads: pads.status(), trouble: guard.trouble() }, ...seenOfItself() });
  const seenOfItself = () => ({ screen: parts.screenConnected(), selfTest: selfTest.health() });
  const clockOffset = () => sync.status().clockOffset;
  const publicUrl = settings.publicUrl ?? settings.gatewayUrl;
  const qr = createDynamicQr({ ...parts, publicUrl, clockOffset, onNewCode: () => parts.onScreenChange() });
  const driver = createSessionDriver({
    ...{ ...parts, ...asSet(settings), delays, clockOffset, onChange: onSessionChange },
    onRefusal: (refusal) => guard.refused(refusal),
  });

  const seen = () => withoutSelfTest(driver.state());
  const periphery = createPeriphery({
    ...parts,
    ...{ pads, sync, publicUrl, clockOffset, dispatch: driver.dispatch },
    ...{ state: seen, scanNoticeMs: delays.scanNoticeMs, selfTest: () => selfTest, health: () => health() },
    onRecord: () => sync.nudge(),
    openScanned: (view) => openScanned(view, driver.dispatch, outcomes.outcomeOf),
  });
  const selfTest = createSelfTest({
    ...{ ...parts, ...selfTestPlace(settings), ratingId: mint.ratingId, session: mint.test, dispatch: driver.dispatch },
    ...{ state: driver.state, gatewayConnected: () => sync.status().connected },
    opening: () => openingNow(periphery.window.service.board(), clock),
  });
  const requestEvaluation = () => open('pad-key').state;
  const { somebody } = selfTest;
  const { scan } = periphery;
  const intake = createPadIntake({ ...mint, dispatch: driver.dispatch, requestEvaluation, scan, somebody });
  const onIntent = createIntentIntake({
    ...{ ...parts, ...mint, selfTest, kiosk: periphery.kiosk?.desk ?? null },
    ...{ staff: periphery.window.desk, voice: periphery.voice, choices: periphery.choices },
    dispatch: driver.dispatch,
  });
  const housekeeping = createHousekeeping({ ...parts, isIdle: () => driver.state().phase.kind === 'idle' });

  function onSessionChange(state: SessionState, entries: readonly NewEntry[]): void {
    const services = entries.filter((entry) => !beginsSelfTest(entry));
    outcomes.note(services);
    periphery.note(services);
    logSessions(entries, log);
    follow(state);
    if (entries.length > 0) sync.nudge();
  }

  /** Pads, code and screen as this state wants them. While records cannot be kept, nothing may be pressed anywhere (P7). */
  function follow(now: SessionState): void {
    selfTest.follow(now);
    // A press on a pad must not become a test's, and no lamp, code or printer tells of one.
    const state = seen();
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
    periphery.followSync();
    qr.follow(seen());
    parts.onScreenChange();
  }

  function open(openedBy: Parameters<typeof mint.session>[0], service?: ServiceRecord) {
    const session = mint.session(openedBy, service);
    return { sessionId: session.view.sessionId, state: driver.dispatch({ kind: 'open', session }) };
  }

  return {
    localApi: localService({ ...{ driver, outcomes, periphery, sync, clock, health }, role: settings.role, open }),

    session: () => driver.state(),

    render: () =>
      renderScreen({
        ...{ settings, delays, periphery },
        ...{ state: driver.state(), mono: clock.mono(), qrUrl: qr.address(seen()) },
        ...{ selfTest: selfTest.asks(), trouble: guard.trouble(), gatewayConnected: sync.status().connected },
        ...{ pads: pads.status(), padKeys: parts.keyboard.codes() },
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
      periphery.resume(currentSession(seen()));
      // Before the pads: a citizen whose press the restart interrupted is still there.
      arming.attend(seen());
      pads.start();
      sync.start();
      housekeeping.start();
      periphery.start();
      selfTest.start();
      follow(driver.state());
    },

    async stop() {
      for (const part of [selfTest, arming, qr, driver, guard, housekeeping]) part.stop();
      await periphery.stop();
      await Promise.all([pads.stop(), sync.stop()]);
      store.close();
    },
  };
}

/** In what sessions begin, and what their records name. */
function asSet({ language, display }: TerminalSettings) {
  const versions = { catalogue: REASON_CATALOGUE, layoutVersion: LAYOUT_VERSION };
  return { ...versions, defaultLanguage: language, defaultDisplay: display };
}

/** Where the result of the self-test lies, and whether it is to reach a gateway. */
function selfTestPlace({ dataDir, gatewayUrl }: TerminalSettings) {
  return { path: join(dataDir, 'self-test.json'), hasGateway: gatewayUrl !== undefined };
}

/** How the window stands by its hours; null where none are known. */
function openingNow({ hours }: WindowBoard, clock: Clock): Opening['now'] | null {
  return hours === undefined ? null : openingAt(hours, clock.now()).now;
}
