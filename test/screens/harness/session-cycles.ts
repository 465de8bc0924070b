import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { BARE_SCREEN } from '@mingjing/device-app/core/screen/bare-screen.ts';
import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import type { Browser, Page } from 'playwright-core';
import { PANELS } from './panels.data.ts';
import { BOARD, IDLE, INVITATION, reasonsPage, UNDO } from './states.data.ts';

declare global {
  interface Window {
    /** Shows so many whole sessions, one state after the other; resolves when the last state is on the glass. */
    runSessions(count: number): Promise<void>;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};
const ORIGIN = 'http://screens.test';

const stateOf = (page: ScreenState['page']): Omit<ScreenState, 'revision'> => ({
  ...{ language: 'zh-CN', display: STANDARD_DISPLAY, role: 'window', ppi: PANELS[1].ppi, page },
  ...BARE_SCREEN,
});

const SHORT: readonly ScreenState['page'][] = [IDLE, INVITATION, UNDO];
const LONG: readonly ScreenState['page'][] = [...SHORT, reasonsPage(2), { kind: 'thanks' }];

/** The states of eight sessions, as the runtime sends them; every other one is asked for reasons, and one has the whole board before it. */
const CYCLES = [[BOARD, INVITATION, UNDO], LONG, SHORT, LONG, SHORT, LONG, SHORT, LONG].map((pages) =>
  pages.map(stateOf),
);

/**
 * The real screens in a page of their own, over the bridge that Electron has, with a runtime in the page that sends whole sessions as fast
 * as they are committed and laid out. Every hundredth session waits until it is on the glass, so that what runs after a paint runs too.
 * @param folder of the built screens
 */
export async function openSessionCycles(browser: Browser, folder: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: PANELS[1].width, height: PANELS[1].height } });
  await page.route(`${ORIGIN}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1) || 'index.html';
    await route.fulfill({
      contentType: TYPES[extname(name)] ?? 'text/plain',
      body: await readFile(join(folder, name)),
    });
  });
  await page.addInitScript(runtimeInPage, CYCLES);
  await page.goto(`${ORIGIN}/`);
  return page;
}

/** Runs in the page, so it refers to nothing outside of itself. */
function runtimeInPage(cycles: readonly (readonly Omit<ScreenState, 'revision'>[])[]): void {
  type Painted = { readonly kind: string; readonly revision?: number };
  let show: (state: ScreenState) => void = () => {};
  /** React commits in a microtask, and the boxes of its commit are fitted in the next ones. */
  const TURNS = 4;
  /** Sessions between which the browser does nothing else: it need not draw what nobody looks at. */
  const AT_A_STRETCH = 10;
  let revision = 0;
  let seen = { revision: 0, tell: () => {} };
  const bridge = {
    onState(listener: (state: ScreenState) => void) {
      show = listener;
    },
    send(intent: Painted) {
      if (intent.kind === 'painted' && intent.revision === seen.revision) seen.tell();
    },
  };
  const { port1, port2 } = new MessageChannel();
  let go = () => {};
  port1.onmessage = () => go();
  const nextTask = () =>
    new Promise<void>((resolve) => {
      go = resolve;
      port2.postMessage(null);
    });
  const next = (state: Omit<ScreenState, 'revision'>, session: number): void => {
    revision += 1;
    const sessionId = `0190a3b4-5c6d-7e8f-9a0b-${String(session).padStart(12, '0')}`;
    const page = 'sessionId' in state.page ? { ...state.page, sessionId } : state.page;
    show({ ...state, revision, page } as ScreenState);
  };
  Object.defineProperty(window, 'mingjing', { value: bridge });
  const showToEnd = async (state: Omit<ScreenState, 'revision'>, session: number, watched: boolean): Promise<void> => {
    const painted = new Promise<void>((tell) => {
      seen = watched ? { revision: revision + 1, tell } : { revision: 0, tell };
    });
    next(state, session);
    if (watched) return painted;
    for (let turn = 0; turn < TURNS; turn += 1) await null;
  };
  window.runSessions = async (count) => {
    for (let session = 1; session <= count; session += 1) {
      const watched = session % 100 === 0 || session === count;
      for (const state of cycles[session % cycles.length]!) await showToEnd(state, session, watched);
      if (session % AT_A_STRETCH === 0) await nextTask();
    }
  };
}
