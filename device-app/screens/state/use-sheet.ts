import type { Countdown } from '@mingjing/device-app/core/screen/screen-state.ts';
import { type RefObject, useCallback, useEffect, useState } from 'react';
import { TIMES_MS } from '../theme/tokens.ts';

/** 显示与语言, as it is open or not. */
export interface Sheet {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  /** Its last seconds (WCAG 2.2.1), and when they began, in ms of `performance.now()`. */
  readonly warning: { readonly countdown: Countdown; readonly since: number } | null;
  /** 再等一会 */
  readonly stay: () => void;
}

const COUNTDOWN: Countdown = { remainingMs: TIMES_MS.sheetWarning, totalMs: TIMES_MS.sheetWarning };

/**
 * Whether 显示与语言 is open. It does not outlive the page it was opened on, nor the person: it closes some time after the last touch, key or
 * choice, and says so before. Then the page has the focus again.
 * @param choices whatever the sheet changes
 */
export function useSheet(page: string, main: RefObject<HTMLElement | null>, choices: readonly unknown[]): Sheet {
  const [openOn, setOpenOn] = useState<string | null>(null);
  const [warnedAt, setWarnedAt] = useState<number | null>(null);
  const [turn, setTurn] = useState(0);
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
  const stay = useCallback(() => setTurn((before) => before + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every choice gives it its time anew, and so does whoever is still there.
  useEffect(() => {
    setWarnedAt(null);
    if (!open) return;
    const warn = setTimeout(() => setWarnedAt(performance.now()), TIMES_MS.sheet - TIMES_MS.sheetWarning);
    const close = setTimeout(() => setOpen(false), TIMES_MS.sheet);
    return () => {
      clearTimeout(warn);
      clearTimeout(close);
    };
  }, [open, setOpen, turn, ...choices]);
  useEffect(() => {
    if (!open) return;
    const kinds = ['pointerup', 'keydown'] as const;
    for (const kind of kinds) window.addEventListener(kind, stay);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, stay);
    };
  }, [open, stay]);
  return { open, setOpen, warning: warnedAt === null ? null : { countdown: COUNTDOWN, since: warnedAt }, stay };
}
