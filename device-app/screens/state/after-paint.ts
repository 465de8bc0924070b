/** How long a frame may wait for its glyphs before it counts as painted without them. */
const FONTS_MAX_MS = 1000;

/**
 * Runs once the present state of the document is on the glass: the second animation frame begins only after the first was
 * handed to the compositor. Text whose font is still loading is not on the glass yet. Returns how to cancel.
 */
export function afterPaint(run: () => void): () => void {
  let cancelled = false;
  const frame = (next: () => void) => requestAnimationFrame(() => cancelled || next());
  const twoFrames = (next: () => void) => frame(() => frame(next));
  twoFrames(() => {
    if (document.fonts.status === 'loaded') return run();
    void Promise.race([document.fonts.ready, new Promise((resolve) => setTimeout(resolve, FONTS_MAX_MS))]).then(() =>
      twoFrames(run),
    );
  });
  return () => {
    cancelled = true;
  };
}
