import type { Timers } from '@mingjing/shared/basics/clock.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { RUNTIME_LOST_CHANNEL, SCREEN_PORT_CHANNEL } from './channels.data.ts';
import { SCREEN_URL } from './screen-scheme.data.ts';

type Listener<Args extends readonly unknown[]> = (...args: Args) => void;

/** The part of Electron's BrowserWindow that we use. `Port` is a MessagePortMain. */
export interface WindowPort<Port> {
  on(event: 'closed' | 'unresponsive' | 'responsive' | 'ready-to-show', listener: () => void): unknown;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  blur(): void;
  isDestroyed(): boolean;
  destroy(): void;
  readonly webContents: {
    on(event: 'did-finish-load', listener: () => void): unknown;
    on(event: 'render-process-gone', listener: Listener<[unknown, { readonly reason: string }]>): unknown;
    postMessage(channel: string, message: unknown, transfer?: Port[]): void;
    forcefullyCrashRenderer(): void;
    setVisualZoomLevelLimits(minimum: number, maximum: number): unknown;
    readonly mainFrame: { collectJavaScriptCallStack(): Promise<unknown> };
  };
}

export interface ScreenWindowPorts<Port> {
  readonly create: () => WindowPort<Port>;
  readonly timers: Timers;
  readonly log: EventLog;
  /** Milliseconds of silence after `unresponsive` until the page is given up. */
  readonly hungAfterMs: number;
  /** The page is loaded and can take a port. */
  readonly onLoaded: () => void;
  /** Once, when the window is of no use any more; it is destroyed by then. */
  readonly onGone: (reason: string) => void;
}

export interface ScreenWindow<Port> {
  /** Gives the page its end of the channel to the runtime. */
  give(port: Port): void;
  runtimeLost(): void;
  /** It shows nothing: give it up. */
  abandon(reason: string): void;
  /** Touch is sometimes lost after sleep or display changes; taking the focus away and back restores it. */
  refocus(): void;
}

/** Longest call stack that is logged. */
const STACK_MAX = 1_000;

/** Opens the window of the screens and watches it. Nobody is there to press a button of a dialog: a hung page is ended, not asked about. */
export function openScreenWindow<Port>(ports: ScreenWindowPorts<Port>): ScreenWindow<Port> {
  const { timers, log } = ports;
  const window = ports.create();
  const { webContents } = window;
  let over = false;
  let cancelHung: (() => void) | undefined;

  const abandon = (reason: string): void => {
    if (over) return;
    over = true;
    cancelHung?.();
    if (!window.isDestroyed()) window.destroy();
    ports.onGone(reason);
  };

  const endHung = async (): Promise<void> => {
    const { promise: tooLate, resolve } = Promise.withResolvers<undefined>();
    const cancel = timers.after(ports.hungAfterMs, () => resolve(undefined));
    const stack = await Promise.race([
      webContents.mainFrame.collectJavaScriptCallStack().catch(() => undefined),
      tooLate,
    ]);
    cancel();
    if (over) return;
    log('shell.screen-hung', { stack: typeof stack === 'string' ? stack.slice(0, STACK_MAX) : null });
    webContents.forcefullyCrashRenderer();
    abandon('hung');
  };

  window.on('ready-to-show', () => window.show());
  window.on('closed', () => abandon('closed'));
  window.on('unresponsive', () => {
    cancelHung?.();
    cancelHung = timers.after(ports.hungAfterMs, () => void endHung());
  });
  window.on('responsive', () => cancelHung?.());
  webContents.on('render-process-gone', (_event, { reason }) => abandon(reason));
  webContents.on('did-finish-load', () => {
    if (over) return;
    webContents.setVisualZoomLevelLimits(1, 1);
    ports.onLoaded();
  });
  window.loadURL(SCREEN_URL).catch((cause: unknown) => abandon(`load: ${cause instanceof Error ? cause.message : ''}`));

  return {
    abandon,
    give: (port) => {
      if (!over) webContents.postMessage(SCREEN_PORT_CHANNEL, null, [port]);
    },
    runtimeLost: () => {
      if (!over) webContents.postMessage(RUNTIME_LOST_CHANNEL, null);
    },
    refocus: () => {
      if (over) return;
      window.blur();
      window.focus();
    },
  };
}
