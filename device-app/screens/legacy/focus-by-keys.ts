/** Keys that only go with another one. */
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'Meta']);

/**
 * Marks the root element while keys move the focus, where the browser has no `:focus-visible` (before Chromium 86): the style sheets are
 * lowered to that mark. A ring that stayed on a touched level would show staff which one it was.
 */
export function markFocusByKeys(target: Window): void {
  if (CSS.supports('selector(:focus-visible)')) return;
  const root = target.document.documentElement;
  target.addEventListener(
    'keydown',
    ({ key }) => MODIFIERS.has(key) || root.setAttribute('data-focus-by-keys', ''),
    true,
  );
  for (const kind of ['pointerdown', 'mousedown', 'touchstart'] as const) {
    target.addEventListener(kind, () => root.removeAttribute('data-focus-by-keys'), { capture: true, passive: true });
  }
}
