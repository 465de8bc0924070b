import type { Page } from 'playwright-core';

/** Waits until every glyph on the page has come and what was measured with others is drawn anew. */
export async function untilFontsAreDrawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resume) => requestAnimationFrame(resume));
    do {
      await frame();
      await document.fonts.ready;
      await frame();
    } while (document.fonts.status === 'loading');
  });
}
