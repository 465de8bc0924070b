/** Whether every descendant marked `data-fit` is whole. Reads the layout. */
export function isWhole(box: HTMLElement): boolean {
  return [...box.querySelectorAll<HTMLElement>('[data-fit]')].every(isPartWhole);
}

const words = document.createRange();

/**
 * Whether a part holds its words in width and stands inside its parent's padding. (Not by scroll sizes: they are whole pixels, and with a
 * tight line height the font's own ascent counts as overflow.) Half a pixel of tolerance.
 */
function isPartWhole(part: HTMLElement): boolean {
  if (part.parentElement === null) return false;
  words.selectNodeContents(part);
  const inner = part.getBoundingClientRect();
  const outer = part.parentElement.getBoundingClientRect();
  const { paddingTop, paddingBottom } = getComputedStyle(part.parentElement);
  return (
    words.getBoundingClientRect().width <= inner.width + 0.5 &&
    inner.top >= outer.top + Number.parseFloat(paddingTop) - 0.5 &&
    inner.bottom <= outer.bottom - Number.parseFloat(paddingBottom) + 0.5 &&
    inner.left >= outer.left - 0.5 &&
    inner.right <= outer.right + 0.5
  );
}
