import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '../demo/stack.ts';
import { openChromium } from '../support/chromium.ts';
import { serviceRecord } from '../support/local-api.ts';
import { type BenchResult, latencyFigures } from './bench-result.ts';
import { createGlass } from './glass.ts';
import { barePaints } from './raw-limits.ts';

/** From the business system's `POST /service-sessions` at the gateway to the invitation on the terminal's glass. */
export async function runPopupBench(samples = 200): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  const stack = await startStack({ dir });
  const browser = await openChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(stack.terminal.screenUrl);
    await page.locator('.idle').waitFor();
    const glass = await createGlass(page);
    const taken: number[] = [];
    for (let n = 1; n <= samples; n += 1) {
      await glass.watch('main .invitation');
      const before = performance.now();
      const { sessionId } = await stack.gateway.openSession(stack.shortId, serviceRecord(n));
      taken.push((await glass.painted()) - before);
      await stack.gateway.cancelSession(sessionId);
      await page.locator('.idle').waitFor();
    }
    const paints = { name: 'bare WebSocket message → painted', samples: await barePaints(browser, samples) };
    return {
      bench: 'popup',
      figures: latencyFigures('POST /service-sessions → invitation painted', taken, paints, 200),
    };
  } finally {
    await browser.close();
    await stack.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
