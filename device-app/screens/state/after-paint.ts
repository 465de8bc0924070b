/** How long a frame may wait for its glyphs before it counts as painted without them. */
const FONTS_MAX_MS = 1000;

/** How long code of a page may be on its way from the own disk. */
const COMING_MAX_MS = 5000;

/**
 * Runs once the present state of the document is on the glass: the second animation frame begins only after the first was
 * handed to the compositor. Text whose font is still loading is not on the glass yet, nor is a page whose code is. Returns how to cancel.
 */
export function afterPaint(run: () => void): () => void {
  let cancelled = false;
  const frame = (next: () => void) => requestAnimationFrame(() => cancelled || next());
  const twoFrames = (next: () => void) => frame(() => frame(next));
  const comeBy = performance.now() + COMING_MAX_MS;
  const come = (next: () => void): void => {
    const isComing = document.querySelector('[data-coming]') !== null && performance.now() < comeBy;
    if (isComing) frame(() => come(next));
    else twoFrames(next);
  };
  come(() => {
    if (document.fonts.status === 'loaded') return run();
    void Promise.race([document.fonts.ready, new Promise((resolve) => setTimeout(resolve, FONTS_MAX_MS))]).then(() =>
      twoFrames(run),
    );
  });
  return () => {
    cancelled = true;
  };
}
