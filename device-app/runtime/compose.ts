import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { systemClock, systemRandomBytes, unrefTimers } from '@mingjing/shared/system/machine.ts';
import { BARE_SCREEN } from '../core/screen/bare-screen.ts';
import type { ScreenState } from '../core/screen/screen-state.ts';
import { createEventRing } from '../ops/event-ring.ts';
import { createPrivacy } from '../pads/privacy.ts';
import type { OpenProblem } from '../store/open-problem.ts';
import { type AssembleOptions, assembleTerminal } from './assemble.ts';
import { createSystemBacklight } from './backlight.ts';
import { localApi } from './local-api.ts';
import { startLocalServer } from './local-server.ts';
import { createOneTimeTokens } from './one-time-tokens.ts';
import { createScreenChannel, type ScreenChannel } from './screen-channel.ts';
import { createScreenSocket } from './screen-socket.ts';
import { STANDARD_HASHES } from './secret-hash.ts';
import { createServiceDesk } from './service-desk.ts';
import { createServicePin } from './service-pin.ts';
import { createSetupFile } from './setup-file.ts';
import { createTerminalSlot } from './terminal-slot.ts';
import { usableVoicePack } from './usable-voice-pack.ts';
import { storageTrouble, withoutStorage } from './without-storage.ts';

export interface RuntimeOptions {
  readonly settings: TerminalSettings;
  readonly log: EventLog;
  /** Folder of the built screens. */
  readonly screensDir: string;
  readonly appVersion: string;
  readonly loadHid?: AssembleOptions['loadHid'];
  /** A frame of this revision is on the glass. */
  readonly onHeartbeat: (revision: number) => void;
}

/** A runtime that serves. */
export interface Runtime {
  readonly localUrl: string;
  /** An address with a fresh one-time token, for one screen. */
  screenUrl(): string;
  /** For a shell that carries the screen channel itself. */
  readonly channel: ScreenChannel;
  stop(): Promise<void>;
}

/**
 * Starts a terminal from its settings: the composition root of the runtime process. Listener and screen come up also where the data
 * folder cannot be used: then with a fault page, until it can.
 * @throws Error with code EADDRINUSE or EACCES when the local port cannot be had
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { settings, appVersion } = options;
  const recent = createEventRing(options.log, systemClock);
  const { log } = recent;
  const startedAt = systemClock.mono();
  const hashes = STANDARD_HASHES;
  const setup = createSetupFile(settings, log);
  const voice = usableVoicePack(settings, log);
  const service = createServiceDesk({
    ...{ setup, appVersion, log },
    pin: createServicePin({
      dataDir: settings.dataDir,
      hashes,
      clock: systemClock,
      randomBytes: systemRandomBytes,
      log,
    }),
    backlight: createSystemBacklight(),
    clock: systemClock,
    timers: unrefTimers,
    renew: () => slot.renew(),
    onChange: () => channel.refresh(),
  });
  const privacy = createPrivacy(systemClock);
  let last: Omit<ScreenState, 'revision'> | undefined;
  const slot = createTerminalSlot({
    assemble: (handover) =>
      assembleTerminal({
        ...handover,
        settings: setup.load(),
        hasNewCode: setup.choices().enrolmentCode !== undefined,
        log,
        appVersion,
        service,
        hashes,
        privacy,
        clips: voice?.clips ?? {},
        recentEvents: recent.entries,
        loadHid: options.loadHid,
        onScreenChange: () => channel.refresh(),
        screenConnected: () => channel.connected(),
      }),
    clock: systemClock,
    timers: unrefTimers,
    log,
    onChange: () => channel.refresh(),
  });
  const channel = createScreenChannel({
    render,
    onIntent: (intent) => slot.terminal()?.onIntent(intent),
    onPainted: () => slot.terminal()?.onPainted(),
    onHeartbeat: options.onHeartbeat,
    onGone: () => slot.terminal()?.onScreenGone(),
    log,
  });

  /** While a terminal is put on other settings nothing is wrong: what it showed last stays, with the technician's page as it is now. */
  function render(): Omit<ScreenState, 'revision'> {
    const now = slot.terminal()?.render();
    if (now !== undefined) {
      last = now;
      return now;
    }
    if (slot.problem() !== undefined || last === undefined) return faultScreen(settings, slot.problem());
    return { ...last, page: service.page() ?? last.page };
  }

  const tokens = createOneTimeTokens(systemRandomBytes);
  const screens = createScreenSocket({ channel, tokens, timers: unrefTimers });
  // Before the data folder is touched: where another runtime holds the port, it holds the folder too.
  const server = await startLocalServer({
    port: settings.local.port,
    screensDir: options.screensDir,
    voice,
    api: localApi({ service: withoutStorage(slot), token: () => slot.localToken(), clock: systemClock, log }),
    screenUpgrade: screens.handleUpgrade,
    log,
  });
  slot.start();
  log('runtime.ready', { ms: Math.round(systemClock.mono() - startedAt) });

  return {
    localUrl: server.url,
    screenUrl: () => `${server.url}/screen/#token=${tokens.issue()}`,
    channel,
    async stop() {
      log('runtime.stopping');
      screens.stop();
      await server.stop();
      await slot.stop();
    },
  };
}

function faultScreen(settings: TerminalSettings, problem: OpenProblem | undefined): Omit<ScreenState, 'revision'> {
  return {
    language: settings.language,
    display: settings.display,
    role: settings.role,
    ppi: settings.panel.ppi,
    ...BARE_SCREEN,
    padKeys: [],
    page: { kind: 'fault', code: `storage-${storageTrouble(problem)}` },
  };
}
