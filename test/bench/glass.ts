import type { Page } from 'playwright-core';

/** Watches a page for when something is on the glass, on this process's clock. */
export interface Glass {
  /** From now on, notes when an element that fits the selector is first painted. */
  watch(selector: string): Promise<void>;
  /** When that was, ms on `performance.now()` of this process. */
  painted(): Promise<number>;
}

declare global {
  interface Window {
    benchPainted?: Promise<number>;
  }
}

/** Finds the offset between the page's clock and ours from the quickest of several round trips. */
export async function createGlass(page: Page): Promise<Glass> {
  let offset = 0;
  let quickest = Number.POSITIVE_INFINITY;
  for (let n = 0; n < 50; n += 1) {
    const before = performance.now();
    const there = await page.evaluate(() => performance.now());
    const took = performance.now() - before;
    if (took < quickest) {
      quickest = took;
      offset = before + took / 2 - there;
    }
  }
  return {
    watch: (selector) =>
      page.evaluate((wanted) => {
        window.benchPainted = new Promise((resolve) => {
          const look = () => {
            if (document.querySelector(wanted) === null) return;
            observer.disconnect();
            // The frame with it is produced after the next animation callbacks; a message posted there comes after that.
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => resolve(performance.now());
              port2.postMessage(null);
            });
          };
          const observer = new MutationObserver(look);
          observer.observe(document.body, { subtree: true, childList: true, attributes: true });
          look();
        });
      }, selector),
    async painted() {
      return (await page.evaluate(() => window.benchPainted as Promise<number>)) + offset;
    },
  };
}
