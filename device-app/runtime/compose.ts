import { join } from 'node:path';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import type { ScreenState } from '../core/screen/screen-state.ts';
import type { OpenProblem } from '../store/open-problem.ts';
import { assembleTerminal } from './assemble.ts';
import { localApi } from './local-api.ts';
import { startLocalServer } from './local-server.ts';
import { readOrCreateToken } from './local-token.ts';
import { createOneTimeTokens } from './one-time-tokens.ts';
import { createScreenChannel, type ScreenChannel } from './screen-channel.ts';
import { createScreenSocket } from './screen-socket.ts';
import { systemClock, systemRandomBytes, systemTimers } from './system-ports.ts';
import type { Terminal } from './terminal.ts';
import { withoutStorage } from './without-storage.ts';

/** How often a log that cannot be opened is tried again. */
const REOPEN_MS = 5_000;

export interface RuntimeOptions {
  readonly settings: TerminalSettings;
  readonly log: EventLog;
  /** Folder of the built screens. */
  readonly screensDir: string;
  readonly appVersion: string;
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
 * Starts a terminal from its settings: the composition root of the runtime process.
 * @throws when the port is taken or the data folder cannot be used for the local token
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { settings, log } = options;
  const startedAt = systemClock.mono();
  let terminal: Terminal | undefined;
  let problem: OpenProblem | undefined;
  let cancelReopen = () => {};

  const channel = createScreenChannel({
    render: () => terminal?.render() ?? faultScreen(settings, problem),
    onIntent: (intent) => terminal?.onIntent(intent),
    onPainted: () => terminal?.onPainted(),
    onHeartbeat: options.onHeartbeat,
    log,
  });

  function open(): void {
    const assembled = assembleTerminal({
      settings,
      log,
      appVersion: options.appVersion,
      onScreenChange: () => channel.refresh(),
      screenConnected: () => channel.connected(),
    });
    if (!assembled.ok) {
      if (problem === undefined) log('store.unavailable', { reason: assembled.error.message });
      problem = assembled.error;
      cancelReopen = systemTimers.after(REOPEN_MS, open);
      return;
    }
    terminal = assembled.value;
    terminal.start();
    channel.refresh();
  }
  open();

  const tokens = createOneTimeTokens(systemRandomBytes);
  const screens = createScreenSocket({ channel, tokens, timers: systemTimers });
  const token = readOrCreateToken(localTokenPath(settings), systemRandomBytes);
  if (!token.ok) throw new Error(token.error);
  const service = withoutStorage(() => terminal?.localApi);
  const server = await startLocalServer({
    port: settings.local.port,
    screensDir: options.screensDir,
    api: localApi({ service, token: token.value, clock: systemClock, log }),
    screenUpgrade: screens.handleUpgrade,
    log,
  });
  log('runtime.ready', { ms: Math.round(systemClock.mono() - startedAt) });

  return {
    localUrl: server.url,
    screenUrl: () => `${server.url}/screen/#token=${tokens.issue()}`,
    channel,
    async stop() {
      log('runtime.stopping');
      cancelReopen();
      screens.stop();
      await server.stop();
      await terminal?.stop();
    },
  };
}

/** Where the token of the local API lies. */
export function localTokenPath(settings: TerminalSettings): string {
  return settings.local.tokenFile ?? join(settings.dataDir, 'local-api.token');
}

function faultScreen(settings: TerminalSettings, problem: OpenProblem | undefined): Omit<ScreenState, 'revision'> {
  return {
    language: settings.language,
    ppi: settings.panel.ppi,
    page: { kind: 'fault', code: problem?.kind === 'full' ? 'storage-full' : 'storage-damaged' },
    badges: { offline: false, padMissing: false },
  };
}
