import { useEffect } from 'react';

/** Enter and Backspace of a keyboard, as far as no button has the focus; a card reader's Enter has been taken already. */
export function useEditingKeys(type: (key: string) => void, submit: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat) return;
      if (event.key === 'Backspace') type('Backspace');
      if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) submit();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [type, submit]);
}
