import { builtScreens } from '@mingjing/device-app/screens/built-screens.ts';
import type { Browser } from 'playwright-core';
import { openChromium } from '../../support/chromium.ts';
import { PANELS, type PanelRow } from './panels.data.ts';
import { openScreen, type Screen, type ScreenParts } from './screen.ts';
import { type ClipPack, type ScreenServer, startScreenServer } from './screen-server.ts';

/** One browser for a test file, and everything opened in it. */
export interface ScreensFixture {
  open(panel?: PanelRow, parts?: OpenParts): Promise<{ screen: Screen; server: ScreenServer }>;
  /** Closes what was opened since the last call. */
  closeScreens(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenParts extends Partial<ScreenParts> {
  /** What can be heard there. */
  readonly voice?: ClipPack;
}

export const TEN_INCH = PANELS[1];

/** @param usual what holds for every screen that is opened, unless it says otherwise */
export async function startScreens(usual: OpenParts = {}): Promise<ScreensFixture> {
  const folder = await builtScreens();
  // As both shells have it.
  const browser: Browser = await openChromium({ args: ['--autoplay-policy=no-user-gesture-required'] });
  const open: { close(): Promise<void> }[] = [];
  async function closeScreens(): Promise<void> {
    for (const one of open.splice(0).reverse()) await one.close();
  }
  return {
    async open(panel = TEN_INCH, parts = {}) {
      const { voice, ...own } = { ...usual, ...parts };
      const server = await startScreenServer(folder, voice);
      open.push(server);
      const screen = await openScreen({ browser, server, panel, ...own });
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
