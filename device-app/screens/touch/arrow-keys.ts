import { isWritingIn, moveFocus } from './items.ts';

const DOWN: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };
const ACROSS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };

/** 1 where reading goes from left to right, -1 where it goes the other way. */
export function readingStep(): 1 | -1 {
  return document.documentElement.dir === 'rtl' ? -1 : 1;
}

/** Moves the focus among the items of the page with the arrow keys. Text fields keep their arrows. */
export function moveFocusByArrows(event: KeyboardEvent): void {
  const across = ACROSS[event.key];
  const step = DOWN[event.key] ?? (across === undefined ? undefined : across * readingStep());
  if (step === undefined || event.defaultPrevented || isWritingIn(event.target)) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  moveFocus(step === 1 ? 1 : -1);
}
