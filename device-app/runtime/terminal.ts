import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { REASON_CATALOGUE } from '@mingjing/shared/domain/reason-tags.data.ts';
import type { NewEntry } from '@mingjing/shared/domain/record.ts';
import type { ServiceRecord } from '@mingjing/shared/domain/service-record.ts';
import type { OpenedBy } from '@mingjing/shared/domain/service-session.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { HealthReport } from '@mingjing/shared/protocol/actions.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { delaysWith } from '../core/delays.ts';
import type { Intent } from '../core/screen/intent.ts';
import { pageOf } from '../core/screen/screen-of.ts';
import type { ScreenState } from '../core/screen/screen-state.ts';
import type { SessionInput, SessionReply } from '../core/session/session-input.ts';
import type { SessionState } from '../core/session/session-state.ts';
import type { PadEvent, Pads, PadsListener } from '../pads/pad-events.ts';
import type { DeviceIdentity } from '../store/device-identity.ts';
import type { LogStore } from '../store/log-store.ts';
import type { GatewayCalls, SyncClient } from '../sync/sync-client.ts';
import { createArming } from './arming.ts';
import { createDynamicQr } from './dynamic-qr.ts';
import { healthReport } from './health-report.ts';
import { createHousekeeping } from './housekeeping.ts';
import type { LocalApiService } from './local-api.ts';
import { createMint } from './new-session.ts';
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
  start(): void;
  stop(): Promise<void>;
}

/** Wires pads, sessions, log, sync and screen together. Nothing runs before `start`. */
export function createTerminal(parts: TerminalParts): Terminal {
  const { settings, clock, timers, store, log } = parts;
  const delays = delaysWith(settings.timing);
  const mint = createMint({ ...parts, staff: settings.window.staff });
  const outcomes = createSessionOutcomes({ clock, maskKey: parts.randomBytes(32) });
  const guard = createStorageGuard({ store, timers, log, onChange: onStorageChange });
  const pads = parts.createPads({ onEvent: onPadEvent, onStatus: () => parts.onScreenChange() });
  const arming = createArming({ pads, slots: settings.pads.length, clock, timers, guardMs: delays.guardMs });
  const sync = parts.createSync(
    gatewayCalls((input) => driver.dispatch(input), health),
    onSyncStatus,
  );
  const clockOffset = () => sync.status().clockOffset;
  const publicUrl = settings.publicUrl ?? settings.gatewayUrl;
  const qr = createDynamicQr({ ...parts, publicUrl, clockOffset, onNewCode: () => parts.onScreenChange() });
  const driver = createSessionDriver({
    ...parts,
    delays,
    catalogue: REASON_CATALOGUE,
    layoutVersion: LAYOUT_VERSION,
    defaultLanguage: settings.language,
    clockOffset,
    onChange: onSessionChange,
    onRefusal: (refusal) => guard.refused(refusal),
  });

  const housekeeping = createHousekeeping({ store, clock, timers, isIdle: () => driver.state().phase.kind === 'idle' });

  function onSessionChange(state: SessionState, entries: readonly NewEntry[]): void {
    outcomes.note(entries);
    logSessions(entries, log);
    follow(state);
    if (entries.length > 0) sync.nudge();
  }

  /** Pads, code and screen as this state wants them. While records cannot be kept, nothing may be pressed anywhere (P7). */
  function follow(state: SessionState): void {
    if (guard.trouble() === null) arming.follow(state);
    else arming.rest();
    qr.follow(state);
    parts.onScreenChange();
  }

  function onStorageChange(): void {
    if (guard.trouble() === null) driver.resume();
    follow(driver.state());
  }

  /** Enrolment and the gateway's clock come with it, and both make another code. */
  function onSyncStatus(): void {
    qr.follow(driver.state());
    parts.onScreenChange();
  }

  function onPadEvent(event: PadEvent): void {
    if (event.kind === 'rating') {
      const reply = driver.dispatch({ kind: 'press', level: event.level, source: 'pad', ratingId: mint.ratingId() });
      // Some pads thank the citizen when they are acknowledged: not before the press is on disk (P1).
      if (reply === 'kept') event.acknowledge();
      return;
    }
    if (event.key === 'requestEvaluation' && open('pad-key').state === 'refused') return;
    event.acknowledge();
  }

  function open(openedBy: OpenedBy, service?: ServiceRecord) {
    const session = mint.session(openedBy, service);
    return { sessionId: session.view.sessionId, state: driver.dispatch({ kind: 'open', session }) };
  }

  function health() {
    return healthReport({
      pads: pads.status(),
      store,
      clock,
      trouble: guard.trouble(),
      screen: parts.screenConnected(),
    });
  }

  return {
    localApi: {
      open: (service) => open('local-api', service),
      cancel: (sessionId) => driver.dispatch({ kind: 'close', sessionId, reason: 'cancelled' }),
      viewOf: (sessionId) => outcomes.viewOf(sessionId),
      gatewayTime: () => clock.now() + (clockOffset() ?? Number.POSITIVE_INFINITY),
      status: () => statusForStaff(health(), sync.status().connected),
    },

    session: () => driver.state(),

    render() {
      const state = driver.state();
      const trouble = guard.trouble();
      const badges = {
        offline: settings.gatewayUrl !== undefined && !sync.status().connected,
        padMissing: pads.status().some((pad) => !pad.connected),
      };
      const page = pageOf(state, {
        mono: clock.mono(),
        delays,
        catalogue: REASON_CATALOGUE,
        idleCard: idleCard(settings),
        qrUrl: qr.address(state),
        fault: trouble === null ? null : `storage-${trouble}`,
      });
      return { language: state.language, ppi: settings.panel.ppi, page, badges };
    },

    onIntent(intent) {
      driver.dispatch(intent.kind === 'press' ? { ...intent, ratingId: mint.ratingId() } : intent);
    },

    onPainted() {
      // A painted fault page is no invitation.
      if (guard.trouble() === null) driver.dispatch({ kind: 'painted' });
    },

    start() {
      driver.start();
      pads.start();
      sync.start();
      housekeeping.start();
      follow(driver.state());
    },

    async stop() {
      qr.stop();
      arming.rest();
      driver.stop();
      guard.stop();
      housekeeping.stop();
      await Promise.all([pads.stop(), sync.stop()]);
      store.close();
    },
  };
}

/** What the gateway may ask of the terminal, as inputs of the session machine. */
function gatewayCalls(
  dispatch: (input: SessionInput) => SessionReply | 'refused',
  health: () => HealthReport,
): GatewayCalls {
  return {
    openSession: ({ session: view }) => ({ state: oneOf(OPEN_STATES, dispatch({ kind: 'open', session: { view } })) }),
    closeSession: ({ sessionId, reason }) => ({
      state: oneOf(CLOSE_STATES, dispatch({ kind: 'close', sessionId, reason })),
    }),
    health,
  };
}

const OPEN_STATES = ['shown', 'waiting', 'already-open', 'already-closed', 'refused'] as const;
const CLOSE_STATES = ['closed', 'not-open', 'already-rated', 'refused'] as const;

/** Narrows a reply of the machine to those that an input of this kind can have. */
function oneOf<S extends SessionReply | 'refused'>(states: readonly S[], reply: SessionReply | 'refused'): S {
  const found = states.find((state) => state === reply);
  if (found === undefined) throw new Error(`the session machine answered ${reply}`);
  return found;
}

function idleCard({ window: { name, department, staff } }: TerminalSettings) {
  return { windowName: name, department, staff: staff ?? null };
}

function logSessions(entries: readonly NewEntry[], log: EventLog): void {
  for (const { type, body } of entries) {
    if (type !== 'session') continue;
    if (body.kind === 'opened') log('session.opened', { by: body.view.openedBy });
    else log('session.closed', { outcome: body.outcome });
  }
}

/** What the window PC may know: without the backlog, which steps with every rating (P5). */
function statusForStaff({ pads, storage, screenConnected, rssMb }: HealthReport, connected: boolean) {
  return { pads, storage, screenConnected, rssMb, gateway: connected ? 'connected' : 'offline' };
}
