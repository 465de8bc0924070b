import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Page as Shown } from '@mingjing/device-app/core/screen/screen-state.ts';
import { builtScreens } from '@mingjing/device-app/screens/built-screens.ts';
import type { CDPSession, Page } from 'playwright-core';
import { PANELS } from '../screens/harness/panels.data.ts';
import { openScreen, type Screen } from '../screens/harness/screen.ts';
import { type ScreenServer, startScreenServer } from '../screens/harness/screen-server.ts';
import { IDLE, INVITATION, SESSION } from '../screens/harness/states.data.ts';
import { openChromium } from '../support/chromium.ts';
import { type BenchFigure, type BenchResult, latencyFigures, round } from './bench-result.ts';
import { createGlass } from './glass.ts';
import { barePaints } from './raw-limits.ts';

/** How much slower a weak board is taken to be than this machine. */
const WEAK_BOARD = 4;
const GOAL_MS = 100;
const BUDGET_KB = 150;
const LONG_UNDO: Shown = { kind: 'undo', sessionId: SESSION, countdown: { remainingMs: 10_000, totalMs: 10_000 } };
/** How long frames are counted, ms. */
const FRAMES_MS = 4_000;
/** The same of a held corner, whose bar grows for 2.2 s. */
const HOLD_MS = 1_800;

/**
 * How soon the invitation is on the glass after its state has arrived, how smoothly what moves is drawn, and how heavy the screens are; the
 * first two also with the processor slowed down, as a stand-in for a weak board.
 */
export async function runScreensBench(samples = 100): Promise<BenchResult> {
  const folder = await builtScreens();
  const browser = await openChromium();
  const figures: BenchFigure[] = [];
  try {
    for (const rate of [1, WEAK_BOARD]) {
      const slowed = rate === 1 ? '' : `, processor slowed ${rate}×`;
      const throttle = async (page: Page) => slow(await page.context().newCDPSession(page), rate);
      const bare = {
        name: `bare WebSocket message → painted${slowed}`,
        samples: await barePaints(browser, samples, throttle),
      };
      const opened = { browser, folder, throttle };
      figures.push(
        ...latencyFigures(`invitation painted, warm${slowed}`, await warmPaints(opened, samples), bare, GOAL_MS),
      );
      const cold = await coldPaints(opened, Math.ceil(samples / 10));
      figures.push(...latencyFigures(`first invitation of a new page${slowed}`, cold, bare, GOAL_MS));
      figures.push(...(await frameFigures(opened, slowed)));
    }
  } finally {
    await browser.close();
  }
  return { bench: 'screens', figures: [...figures, await weightFigure(folder)] };
}

interface Opened {
  readonly browser: Awaited<ReturnType<typeof openChromium>>;
  readonly folder: string;
  readonly throttle: (page: Page) => Promise<void>;
}

async function slow(cdp: CDPSession, rate: number): Promise<void> {
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
}

/** Runs on a screen that shows the idle page. */
async function withScreen<T>(
  { browser, folder, throttle }: Opened,
  run: (screen: Screen, server: ScreenServer) => Promise<T>,
) {
  const server = await startScreenServer(folder);
  const screen = await openScreen({ browser, server, panel: PANELS[1] });
  try {
    await screen.flash({ page: IDLE });
    await throttle(screen.page);
    return await run(screen, server);
  } finally {
    await screen.close();
    await server.close();
  }
}

const warmPaints = (opened: Opened, samples: number) =>
  withScreen(opened, async (screen) => {
    const taken: number[] = [];
    await invite(screen);
    for (let n = 0; n < samples; n += 1) {
      await screen.flash({ page: IDLE });
      taken.push(await invite(screen));
    }
    return taken;
  });

async function coldPaints(opened: Opened, samples: number): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let n = 0; n < samples; n += 1) taken.push(await withScreen(opened, (screen) => invite(screen)));
  return taken;
}

/** From the moment the snapshot leaves to the frame that shows it, ms. */
async function invite(screen: Screen): Promise<number> {
  const glass = await createGlass(screen.page);
  await glass.watch('main .invitation');
  const before = performance.now();
  const shown = screen.flash({ page: INVITATION });
  const painted = (await glass.painted()) - before;
  await shown;
  return painted;
}

/** Frames a second that the compositor draws while each animation runs, beside those of a bar alone on an empty page. */
async function frameFigures(opened: Opened, slowed: string): Promise<readonly BenchFigure[]> {
  const bare = { name: 'a bar on an empty page', value: await bareFrames(opened) };
  return withScreen(opened, async ({ page: glass, flash }) => {
    const figures: BenchFigure[] = [];
    for (const [name, page] of [
      ['warning runs out', { ...INVITATION, warning: { remainingMs: 20_000, totalMs: 20_000 } }],
      ['time to undo runs out', LONG_UNDO],
      ['a technician holds the corner', IDLE],
    ] as const) {
      await flash({ page });
      if (page.kind === 'idle') await holdCorner(glass);
      const moving = await glass.evaluate(() => document.getAnimations().length);
      if (moving === 0) throw new Error(`nothing moves while ${name}`);
      const value = await framesASecond(glass, page.kind === 'idle' ? HOLD_MS : FRAMES_MS);
      const ratio = round(value / bare.value);
      figures.push({
        metric: `${name}${slowed}`,
        value,
        unit: 'frames/s',
        reference: bare,
        ratio,
        goal: { of: 'ratio', atLeast: 0.95 },
      });
    }
    return figures;
  });
}

/** Puts a finger on the corner, and waits until its bar has begun to grow. */
async function holdCorner(page: Page): Promise<void> {
  await page.locator('.corner').dispatchEvent('pointerdown', { button: 0, pointerId: 1, isPrimary: true });
  await page.waitForFunction(() => document.getAnimations().some((one) => Number(one.currentTime) > 900));
}

/** What this browser draws of a single bar. */
async function bareFrames({ browser, throttle }: Opened): Promise<number> {
  const page = await browser.newPage();
  try {
    await page.setContent('<div style="width: 80%; height: 8px; background: black"></div>');
    await throttle(page);
    await page.evaluate(() => {
      document.querySelector('div')?.animate({ transform: ['none', 'scaleX(0)'] }, 20_000);
    });
    return await framesASecond(page, FRAMES_MS);
  } finally {
    await page.close();
  }
}

/**
 * Frames that the compositor has drawn, from the browser's own trace. Not by animation callbacks: asking for those makes the page compute its
 * style for every frame, which without them it never does.
 */
async function framesASecond(page: Page, forMs: number): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  const drawn: number[] = [];
  cdp.on('Tracing.dataCollected', ({ value }) => {
    for (const { name, ts } of value as unknown as TraceEvent[]) if (name === 'DrawFrame') drawn.push(ts);
  });
  const includedCategories = ['disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame'];
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories } });
  await delay(forMs);
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.end');
  await complete;
  await cdp.detach();
  const span = Math.max(...drawn) - Math.min(...drawn);
  return round(((drawn.length - 1) * 1e6) / span);
}

/** `ts` in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ts: number;
}

/** What is loaded before the first page shows, but for the fonts and the rules that only name their files. */
async function weightFigure(folder: string): Promise<BenchFigure> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const names = (await readdir(join(folder, 'assets'))).filter((name) => page.includes(name));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, 'assets', name), 'utf8')));
  const bytes = [page, ...texts].map((text) => gzipSync(text.replace(/@font-face\s*\{[^}]*\}/g, '')).length);
  const value = round(bytes.reduce((sum, one) => sum + one, 0) / 1024);
  return { metric: 'first load, gzipped, without fonts', value, unit: 'KB', goal: { of: 'value', atMost: BUDGET_KB } };
}
