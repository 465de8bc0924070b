/** What is switched off in the browser of a public terminal. */
const LOCKED_DOWN = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-tools',
  '--disable-extensions',
  '--disable-infobars',
  '--disable-notifications',
  '--disable-pinch',
  '--disable-print-preview',
  '--disable-quic',
  '--disable-session-crashed-bubble',
  '--disable-sync',
  '--no-pings',
  '--noerrdialogs',
  '--overscroll-history-navigation=0',
  '--password-store=basic',
  // Speaks before anybody has touched it; and, to who is guided by ear, with the voices of the system.
  '--autoplay-policy=no-user-gesture-required',
  '--enable-speech-dispatcher',
  '--block-new-web-contents',
  '--ozone-platform-hint=auto',
  '--disk-cache-size=8388608',
  '--disable-features=Translate,TouchpadOverscrollHistoryNavigation,AutofillServerCommunication,MediaRouter,DialMediaRouteProvider,OptimizationHints',
] as const;

export interface KioskArguments {
  /** The screens, with a one-time token. */
  readonly url: string;
  /** A fresh folder: nothing of an earlier visitor or run is in it. */
  readonly profileDir: string;
  /** For tests and the demo only: no display; the browser's sandbox off, as in a container. */
  readonly headless: boolean;
}

/** The command line of the screens' browser. */
export function kioskArguments({ url, profileDir, headless }: KioskArguments): string[] {
  const common = [...LOCKED_DOWN, `--user-data-dir=${profileDir}`];
  // The headless browser ends by itself without a debugging channel; the pipe is one that nobody else can reach.
  if (headless) return [...common, '--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', url];
  return [...common, '--kiosk', '--start-fullscreen', `--app=${url}`];
}
