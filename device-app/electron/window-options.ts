import type { BrowserWindowConstructorOptions } from 'electron';

/** The in-memory session of the screens: no `persist:`, so nothing of one run is left for the next. */
export const SCREEN_PARTITION = 'screens';

export interface WindowSurroundings {
  readonly packaged: boolean;
  /** Absolute path of the built preload. */
  readonly preload: string;
}

/** The one window of a terminal. Every lock is stated, also where it is the default: a default may change. */
export function windowOptions({ packaged, preload }: WindowSurroundings): BrowserWindowConstructorOptions {
  return {
    kiosk: packaged,
    fullscreen: packaged,
    frame: !packaged,
    autoHideMenuBar: true,
    // Shown at the first painted frame: citizens never see an empty window.
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload,
      partition: SCREEN_PARTITION,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      disableDialogs: true,
      spellcheck: false,
      // A covered or dimmed screen must go on painting: its frames are the heartbeat.
      backgroundThrottling: false,
      devTools: !packaged,
    },
  };
}
