import { type RefObject, useCallback, useState } from 'react';

/** Whether 显示与语言 is open. It does not outlive the page it was opened on, and gives the focus back to it. */
export function useSheet(page: string, main: RefObject<HTMLElement | null>) {
  const [openOn, setOpenOn] = useState<string | null>(null);
  const setOpen = useCallback(
    (open: boolean) => {
      setOpenOn(open ? page : null);
      if (!open) main.current?.focus({ preventScroll: true });
    },
    [page, main],
  );
  return { open: openOn === page, setOpen };
}
