const DOWN: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };
const ACROSS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Moves the focus among the buttons of the page with the arrow keys; the ends join. Text fields keep their arrows. */
export function moveFocusByArrows(event: KeyboardEvent): void {
  const onward = document.documentElement.dir === 'rtl' ? -1 : 1;
  const across = ACROSS[event.key];
  const step = DOWN[event.key] ?? (across === undefined ? undefined : across * onward);
  if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target instanceof HTMLTextAreaElement) return;
  const buttons = [...document.querySelectorAll<HTMLElement>('main:not([inert]) button, .sheet button')];
  if (buttons.length === 0) return;
  event.preventDefault();
  const here = buttons.indexOf(document.activeElement as HTMLElement);
  const next = here === -1 ? (step === 1 ? 0 : -1) : here + step;
  buttons.at(next % buttons.length)?.focus();
}
