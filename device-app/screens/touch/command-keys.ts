import { useEffect } from 'react';
import { isPageCovered, isPlainKey, isWritingIn } from './items.ts';
import { usePressGate } from './use-press.ts';

export interface CommandKeys {
  /** Esc, one step out of here: back, undo, skip or close. */
  readonly onEscape?: () => void;
  /** Enter, where no button has the focus: done, send or on. */
  readonly onEnter?: () => void;
  /** Also while somebody writes in a text field; else its keys are its own. */
  readonly whileWriting?: true;
}

/**
 * What Esc and Enter mean on a page, the same for a keyboard and for a pad with five keys. A key that something nearer has used, that is
 * held, that lies under an open sheet or was meant for the page before does nothing here.
 */
export function useCommandKeys({ onEscape, onEnter, whileWriting }: CommandKeys): void {
  const gate = usePressGate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isPlainKey(event) || isPageCovered()) return;
      if (whileWriting !== true && isWritingIn(event.target)) return;
      const act = actOf(event, onEscape, onEnter);
      if (act === undefined) return;
      event.preventDefault();
      if (gate.admit(`key-${event.key}`)) act();
    };
    // Before those of the whole screen, which listen at the window.
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [gate, onEscape, onEnter, whileWriting]);
}

/** A button that has the focus keeps its Enter. */
function actOf({ key, target }: KeyboardEvent, onEscape: CommandKeys['onEscape'], onEnter: CommandKeys['onEnter']) {
  if (key === 'Escape') return onEscape;
  return key === 'Enter' && !(target instanceof HTMLButtonElement) ? onEnter : undefined;
}
