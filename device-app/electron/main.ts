/**
 * The Electron shell as a program, and the only file besides preload.ts that knows Electron. In order: what must be set before the
 * app is ready, then locks, then runtime and window. Ends with a code of EXIT_CODES; whoever started it acts on that.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEventLog } from '@mingjing/shared/log-events/event-log.ts';
import { systemClock as clock, systemTimers as timers } from '@mingjing/shared/system/machine.ts';
import {
  app,
  BrowserWindow,
  crashReporter,
  Menu,
  MessageChannelMain,
  type MessagePortMain,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  utilityProcess,
} from 'electron';
import { pino } from 'pino';
import { EXIT_CODES } from '../core/supervision/exit-codes.data.ts';
import { createRecoveryFile } from '../ops/recovery-file.ts';
import { createClipReader } from './clip-reader.ts';
import { createGpuGuard } from './gpu-guard.ts';
import { CHROMIUM_SWITCHES, ELECTRON_PLANS, GPU_DEATHS_MAX } from './plans.data.ts';
import { createScreenProtocol } from './protocol.ts';
import { runtimeFork } from './runtime-fork.ts';
import { SCREEN_SCHEME, SCREEN_SCHEME_PRIVILEGES } from './screen-scheme.data.ts';
import { type Blocked, lockContents, lockSession } from './security.ts';
import { createElectronShell } from './shell.ts';
import { SCREEN_PARTITION, windowOptions } from './window-options.ts';

const log = createEventLog(pino());
const userData = app.getPath('userData');
const gpu = createGpuGuard({ flagFile: join(userData, 'gpu-unstable'), maxDeaths: GPU_DEATHS_MAX, log });
const report = (what: Blocked): void => log('shell.blocked', { what });

// Electron's own answer is a dialog, which nobody is there to close.
process.on('uncaughtException', (error) => {
  log('shell.crashed', { error: error.stack ?? error.message });
  app.exit(1);
});

// Before anything touches the database: two runtimes on one log would fork its chain.
if (!app.requestSingleInstanceLock()) {
  log('shell.second-instance');
  app.exit(EXIT_CODES.asked.code);
} else {
  beforeReady();
  void app.whenReady().then(start);
}

function beforeReady(): void {
  crashReporter.start({ uploadToServer: false });
  app.enableSandbox();
  if (gpu.isUnstable()) app.disableHardwareAcceleration();
  for (const [name, value] of CHROMIUM_SWITCHES) app.commandLine.appendSwitch(name, value);
  protocol.registerSchemesAsPrivileged([{ scheme: SCREEN_SCHEME, privileges: SCREEN_SCHEME_PRIVILEGES }]);
  app.on('web-contents-created', (_event, contents) => lockContents(contents, report));
  app.on('child-process-gone', (_event, details) => gpu.childGone(details));
  // Without a listener Electron would quit: the window comes back.
  app.on('window-all-closed', () => {});
}

async function start(): Promise<void> {
  Menu.setApplicationMenu(null);
  const screens = session.fromPartition(SCREEN_PARTITION);
  lockSession(screens, report);
  const readClip = createClipReader({ localUrl: () => shell.localUrl(), fetch });
  const files = { root: join(import.meta.dirname, '../screens/dist'), readFile, readClip };
  screens.protocol.handle(SCREEN_SCHEME, createScreenProtocol(files));

  const shell = createElectronShell<MessagePortMain>({
    fork: () =>
      utilityProcess.fork(
        ...runtimeFork({ folder: import.meta.dirname, argv: process.argv, packaged: app.isPackaged }),
      ),
    killProcess: (pid) => process.kill(pid, 'SIGKILL'),
    createWindow: () =>
      new BrowserWindow(windowOptions({ packaged: app.isPackaged, preload: join(import.meta.dirname, 'preload.cjs') })),
    createChannel: () => {
      const { port1, port2 } = new MessageChannelMain();
      return [port1, port2];
    },
    plans: ELECTRON_PLANS,
    clock,
    timers,
    log,
    memory: createRecoveryFile(join(userData, 'recovery.json')),
  });

  powerSaveBlocker.start('prevent-display-sleep');
  powerMonitor.on('resume', shell.resumed);
  screen.on('display-added', shell.resumed);
  screen.on('display-removed', shell.resumed);
  app.on('second-instance', shell.resumed);
  app.on('before-quit', (event) => {
    event.preventDefault();
    shell.stop();
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, shell.stop);

  app.exit(EXIT_CODES[await shell.run()].code);
}
