import type { Browser } from 'playwright-core';
import { openChromium } from '../../support/chromium.ts';
import { builtScreens } from './built-screens.ts';
import { PANELS, type PanelRow } from './panels.data.ts';
import { openScreen, type Screen, type ScreenParts } from './screen.ts';
import { type ScreenServer, startScreenServer } from './screen-server.ts';

/** One browser for a test file, and everything opened in it. */
export interface ScreensFixture {
  open(panel?: PanelRow, parts?: Partial<ScreenParts>): Promise<{ screen: Screen; server: ScreenServer }>;
  /** Closes what was opened since the last call. */
  closeScreens(): Promise<void>;
  close(): Promise<void>;
}

export const TEN_INCH = PANELS[1];

/** @param usual what holds for every screen that is opened, unless it says otherwise */
export async function startScreens(usual: Partial<ScreenParts> = {}): Promise<ScreensFixture> {
  const folder = await builtScreens();
  const browser: Browser = await openChromium();
  const open: { close(): Promise<void> }[] = [];
  async function closeScreens(): Promise<void> {
    for (const one of open.splice(0).reverse()) await one.close();
  }
  return {
    async open(panel = TEN_INCH, parts = {}) {
      const server = await startScreenServer(folder);
      open.push(server);
      const screen = await openScreen({ browser, server, panel, ...usual, ...parts });
      open.push(screen);
      return { screen, server };
    },
    closeScreens,
    async close() {
      await closeScreens();
      await browser.close();
    },
  };
}
