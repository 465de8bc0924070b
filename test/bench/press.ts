import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { type Stack, startStack } from '../demo/stack.ts';
import { openChromium } from '../support/chromium.ts';
import { serviceRecord } from '../support/local-api.ts';
import { connectScreen, type ScreenClient } from '../support/screen-client.ts';
import { type BenchResult, latencyFigures } from './bench-result.ts';
import { createGlass } from './glass.ts';
import { bareCommits, barePaints } from './raw-limits.ts';

/** Longer than the guard after a page change, ms. */
const GUARD_MS = 450;
/** Bus addresses that take turns, so that the pad's lock-out after a press is over when its turn comes. */
const ADDRESSES = [1, 2, 3, 4, 5, 6];

/**
 * From the first byte of a press on the tty to the terminal having it on disk, and to the pressed state on the glass.
 * The disk figure is measured where a screen hears of it, which is after the fsync: an upper bound.
 */
export async function runPressBench(samples = 200): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  const stack = await startStack({ dir, terminal: { timing: { invitation: 600, undo: 10, notice: 1 } } });
  const browser = await openChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(stack.terminal.screenUrl);
    const glass = await createGlass(page);
    const screen = await connectScreen(await stack.terminal.freshScreenUrl());
    const { sessionId } = await stack.gateway.openSession(stack.shortId, serviceRecord(1));
    const toDisk: number[] = [];
    const toGlass: number[] = [];
    for (let n = 0; n < samples; n += 1) {
      await screen.page('invitation');
      await page.locator('main .invitation').waitFor();
      await new Promise((resolve) => setTimeout(resolve, GUARD_MS));
      await glass.watch('.notice-actions');
      const { disk, pressedAt } = await press(stack, screen, n);
      toDisk.push(disk);
      toGlass.push((await glass.painted()) - pressedAt);
      screen.send({ kind: 'undo', sessionId: sessionId as SessionId });
    }
    screen.close();
    const commits = { name: 'bare SQLite commit, one row', samples: bareCommits(dir, 500) };
    const paints = { name: 'bare WebSocket message → painted', samples: await barePaints(browser, samples) };
    return {
      bench: 'press',
      figures: [
        ...latencyFigures('pad byte → tentative rating on disk', toDisk, commits, 20),
        ...latencyFigures('pad byte → pressed state painted', toGlass, paints, 60),
      ],
    };
  } finally {
    await browser.close();
    await stack.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function press(stack: Stack, screen: ScreenClient, n: number) {
  const address = ADDRESSES[n % ADDRESSES.length];
  const pressedAt = performance.now();
  stack.pad.press(5, address);
  await screen.page('undo');
  return { pressedAt, disk: performance.now() - pressedAt };
}
