import { BARE_SCREEN } from '@mingjing/device-app/core/screen/bare-screen.ts';
import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { Language, Page as ScreenPage, ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { TIMES_MS } from '@mingjing/device-app/screens/theme/tokens.ts';
import type { Display } from '@mingjing/shared/domain/display.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { untilFontsAreDrawn } from './fonts.ts';
import type { PanelRow } from './panels.data.ts';
import type { ScreenServer } from './screen-server.ts';

const LONGEST_GUARD_MS =
  Math.max(...Object.values(TIMES_MS.newPageGuard), ...Object.values(TIMES_MS.repeatIgnore)) + 50;

export interface Showing {
  readonly page: ScreenPage;
  readonly language?: Language;
  readonly role?: ScreenState['role'];
  readonly display?: Partial<Display>;
  readonly badges?: Partial<ScreenState['badges']>;
  readonly padKeys?: readonly string[];
  readonly sound?: Partial<ScreenState['sound']>;
  readonly selfTest?: ScreenState['selfTest'];
}

/** The screens in a real Chromium, on one panel. */
export interface Screen {
  readonly page: Page;
  readonly panel: PanelRow;
  /** CSS pixels to a millimetre of this panel. */
  readonly mm: number;
  /** What the browser reported as gone wrong: exceptions, console errors, breaches of the security policy. */
  readonly troubles: readonly string[];
  /** Shows a page and waits until the screen says that it is on the glass; then waits out the guard against early taps. */
  show(showing: Showing): Promise<void>;
  /** Waits out the guard of a page that has just come up. */
  settle(): Promise<void>;
  /** The same without the guard. */
  flash(showing: Showing): Promise<void>;
  /** Intents since the last `show` or `flash`, without what tells only that screen and people are there. */
  acts(): readonly Intent[];
  close(): Promise<void>;
}

export interface ScreenParts {
  readonly browser: Browser;
  readonly server: ScreenServer;
  readonly panel: PanelRow;
  readonly density?: number;
  readonly touch?: boolean;
  readonly reducedMotion?: 'reduce';
  /** The page's clock can be put forward, so that nobody waits for it. Not where frames or speed are what is looked at. */
  readonly skipsTime?: boolean;
  /** Run on the screen's context before it opens anything. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
}

/** Opens the screens on a panel. The server is the screen's own: a screen shows whatever its server was told last. */
export async function openScreen(parts: ScreenParts): Promise<Screen> {
  const { browser, server, panel } = parts;
  const density = parts.density ?? 1;
  const context = await browser.newContext({
    viewport: { width: panel.width / density, height: panel.height / density },
    deviceScaleFactor: density,
    hasTouch: parts.touch ?? true,
    reducedMotion: parts.reducedMotion ?? null,
  });
  if (parts.skipsTime) await context.clock.install();
  await parts.prepare?.(context);
  const page = await context.newPage();
  const troubles = listenForTroubles(page);
  await page.goto(server.url());
  const passGuard = parts.skipsTime ? skipGuard : waitForGuard;
  return screenOn({ context, page, panel, density, server, troubles, passGuard: () => passGuard(page) });
}

interface ScreenBits {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly panel: PanelRow;
  readonly density: number;
  readonly server: ScreenServer;
  readonly troubles: string[];
  passGuard(): Promise<void>;
}

function screenOn({ context, page, panel, density, server, troubles, passGuard }: ScreenBits): Screen {
  let seen = 0;
  async function flash({
    page: shown,
    language = 'zh-CN',
    display = {},
    role = 'window',
    badges = {},
    padKeys = [],
    sound = {},
    selfTest = null,
  }: Showing): Promise<void> {
    seen = server.intents().length;
    const revision = server.show({
      language,
      display: { ...STANDARD_DISPLAY, ...display },
      role,
      ppi: panel.ppi,
      page: shown,
      ...BARE_SCREEN,
      badges: { ...BARE_SCREEN.badges, ...badges },
      padKeys: [...padKeys],
      sound: { ...BARE_SCREEN.sound, ...sound },
      selfTest,
    });
    await server.painted(revision);
  }
  return {
    page,
    panel,
    mm: panel.ppi / 25.4 / density,
    troubles,
    flash,
    async show(showing) {
      await flash(showing);
      await passGuard();
    },
    settle: passGuard,
    acts: () =>
      server
        .intents()
        .slice(seen)
        .filter(({ kind }) => kind !== 'painted' && kind !== 'present'),
    close: () => context.close(),
  };
}

/** Lets the browser's own clock run past the 400 ms in which a new page takes no taps. */
async function waitForGuard(page: Page): Promise<void> {
  const start = await page.evaluate(() => performance.now());
  await page.waitForFunction((from) => performance.now() - from > 450, start, { polling: 20 });
}

/** The same with a clock that can be put forward: first until the page has painted, for the guard begins then; then past every guard there is. */
async function skipGuard(page: Page): Promise<void> {
  await untilFontsAreDrawn(page);
  await page.evaluate(async () => {
    for (let frames = 0; frames < 4; frames += 1) await new Promise((resume) => requestAnimationFrame(resume));
  });
  await page.clock.fastForward(LONGEST_GUARD_MS);
}

function listenForTroubles(page: Page): string[] {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    const expected = message.text().includes('/screen/ws');
    if (!expected && ['error', 'warning'].includes(message.type())) troubles.push(message.text());
  });
  return troubles;
}
