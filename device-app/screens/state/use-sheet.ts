import { type RefObject, useCallback, useEffect, useState } from 'react';
import { TIMES_MS } from '../theme/tokens.ts';

/**
 * Whether 显示与语言 is open. It does not outlive the page it was opened on, nor the person: it closes some time after the last choice.
 * Then the page has the focus again.
 * @param choices whatever the sheet changes
 */
export function useSheet(page: string, main: RefObject<HTMLElement | null>, choices: readonly unknown[]) {
  const [openOn, setOpenOn] = useState<string | null>(null);
  const open = openOn === page;
  // Or it would be open again when its page comes back, as after 重选.
  if (openOn !== null && !open) setOpenOn(null);
  const setOpen = useCallback(
    (to: boolean) => {
      setOpenOn(to ? page : null);
      if (!to) main.current?.focus({ preventScroll: true });
    },
    [page, main],
  );
  // Every choice gives it its time anew.
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(() => setOpen(false), TIMES_MS.sheet);
    return () => clearTimeout(timer);
  }, [open, setOpen, ...choices]);
  return { open, setOpen };
}
