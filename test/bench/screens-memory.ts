import { builtScreens } from '@mingjing/device-app/screens/built-screens.ts';
import { openSessionCycles } from '../screens/harness/session-cycles.ts';
import { openChromium } from '../support/chromium.ts';
import { memoryOf, type PageMemory } from '../support/memory-of-page.ts';
import { type BenchFigure, type BenchResult, round } from './bench-result.ts';

/** Before the first weighing: caches of the engine fill. */
const WARM_UP = 1_000;

/** How often what the page holds is told while it runs. */
const TOLD_EVERY = 10_000;

/** What a hundred thousand sessions leave in the page that showed them. A quarter of an hour on two cores that have nothing else to do. */
export async function runScreensMemoryBench(sessions = 100_000): Promise<BenchResult> {
  const browser = await openChromium();
  try {
    const page = await openSessionCycles(browser, await builtScreens());
    const cdp = await page.context().newCDPSession(page);
    await page.evaluate((count) => window.runSessions(count), WARM_UP);
    const before = await memoryOf(cdp);
    const started = performance.now();
    for (let done = 0; done < sessions; done += WARM_UP) {
      await page.evaluate((count) => window.runSessions(count), Math.min(WARM_UP, sessions - done));
      if ((done + WARM_UP) % TOLD_EVERY === 0) tell(done + WARM_UP, await memoryOf(cdp));
    }
    const after = await memoryOf(cdp);
    const grown = (what: keyof typeof after, unit: string, per: number, atMost: number): BenchFigure => ({
      metric: `${what} after ${sessions} sessions more`,
      value: round((after[what] - before[what]) / per),
      unit,
      reference: { name: `${what} before`, value: round(before[what] / per) },
      goal: { of: 'value', atMost },
    });
    return {
      bench: 'screens-memory',
      figures: [
        grown('heap', 'MB', 1e6, 10),
        grown('nodes', 'nodes', 1, 0),
        grown('listeners', 'listeners', 1, 0),
        { metric: 'a session', value: round((performance.now() - started) / sessions), unit: 'ms' },
      ],
    };
  } finally {
    await browser.close();
  }
}

function tell(sessions: number, { heap, nodes, listeners }: PageMemory): void {
  process.stderr.write(`${sessions} sessions: ${round(heap / 1e6)} MB, ${nodes} nodes, ${listeners} listeners\n`);
}
