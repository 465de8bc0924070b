/** What can be in focus, in the order of the page; then the two buttons that stand on every page. Nothing beneath an open sheet. */
const ITEMS = 'main:not([inert]) button, main:not([inert]) textarea, .sheet button, .corner-controls button';

/** All items that the focus can go to, in order. */
export function itemsInOrder(): readonly HTMLElement[] {
  const all = [...document.querySelectorAll<HTMLElement>(ITEMS)].filter((item) => item.offsetParent !== null);
  const isCorner = (item: HTMLElement) => item.closest('.corner-controls') !== null;
  return [...all.filter((item) => !isCorner(item)), ...all.filter(isCorner)];
}

/** The item at a place of the glass. */
export function itemAt(x: number, y: number): HTMLElement | null {
  return document.elementFromPoint(x, y)?.closest<HTMLElement>('button, textarea') ?? null;
}

/** Moves the focus onwards or back among the items; the ends join. From nowhere it goes to the first, or the last. */
export function moveFocus(step: 1 | -1): void {
  const items = itemsInOrder();
  if (items.length === 0) return;
  const here = items.indexOf(document.activeElement as HTMLElement);
  const next = here === -1 ? (step === 1 ? 0 : -1) : here + step;
  items.at(next % items.length)?.focus();
}

/** Takes the focus from any item. */
export function focusPage(): void {
  document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
}

/** Whether something lies over the page and takes its keys. */
export function isPageCovered(): boolean {
  return document.querySelector('main[inert]') !== null;
}

/** The field in which somebody writes has its own use for keys. */
export function isWritingIn(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}

/** Pressed once, alone, and used by nobody yet. */
export function isPlainKey(event: KeyboardEvent): boolean {
  return !(event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey);
}
