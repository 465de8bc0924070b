import type { Display, Page } from '@mingjing/device-app/core/screen/screen-state.ts';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { GUIDE, PALM_MM, TIMES_MS } from '../theme/tokens.ts';
import { watchExploring } from './explore.ts';
import { fiveKeyStep } from './five-keys.ts';
import { displayByKey, GUIDED_KEYS } from './guide-keys.ts';
import { isPlainKey, isWritingIn, moveFocus } from './items.ts';
import type { PressGate } from './press-gate.ts';
import { createTwoFingerHold, watchTwoFingers } from './two-finger-hold.ts';
import type { TypedKeys } from './typed-keys.ts';

export interface ScreenControls {
  readonly page: Page['kind'];
  readonly display: Display;
  readonly isSheetOpen: boolean;
  readonly openSheet: () => void;
  readonly onDisplay: (change: Partial<Display>) => void;
  readonly repeat: () => void;
  readonly hasten: (step: 1 | -1) => void;
  readonly gate: PressGate;
  readonly typedKeys: TypedKeys;
}

/** Pages of people who work here: nobody is guided there, and both hands are used. */
const AT_WORK = new Set<Page['kind']>(['service', 'staff']);
/** Where Esc leads nowhere back. */
const FIRST_PAGES = new Set<Page['kind']>(['idle', 'kiosk-start', 'invitation']);

/** What keys and fingers do on every page alike: start the guide, make it louder, walk with five keys, open 显示与语言. */
export function useScreenControls(controls: ScreenControls): void {
  const now = useRef(controls);
  useLayoutEffect(() => {
    now.current = controls;
  });
  const { gate, typedKeys } = controls;
  useEffect(() => {
    const hold = createTwoFingerHold({
      setTimer: (run, ms) => setTimeout(run, ms),
      clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
      holdMs: TIMES_MS.guideHold,
      slackMm: GUIDE.slackMm,
      palmMm: PALM_MM,
      mm: mmOnGlass,
      onTapped: () => now.current.repeat(),
      onHeld() {
        const { page, display, onDisplay } = now.current;
        if (!AT_WORK.has(page)) onDisplay({ guided: !display.guided });
      },
    });
    const onKey = (event: KeyboardEvent) => onScreenKey(event, now.current);
    window.addEventListener('keydown', onKey);
    const stops = [
      watchTwoFingers(window, hold, mmOnGlass),
      watchExploring(window, { on: () => now.current.display.guided, gate, mm: mmOnGlass }),
      typedKeys.subscribe((key) => {
        const step = fiveKeyStep(key, now.current.page, now.current.isSheetOpen, typedKeys.walk.isOn());
        if (step === null) return;
        typedKeys.walk.stepped();
        moveFocus(step);
      }),
      () => window.removeEventListener('keydown', onKey),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [gate, typedKeys]);
}

function onScreenKey(event: KeyboardEvent, controls: ScreenControls): void {
  const { page, display, isSheetOpen, openSheet, onDisplay } = controls;
  if (!isPlainKey(event)) return;
  if (event.key === 'Escape') {
    if (!isSheetOpen && FIRST_PAGES.has(page)) openSheet();
    return;
  }
  if (display.guided && !isWritingIn(event.target) && guidedKey(event, controls)) return;
  const change = displayByKey(event, display);
  if (change === null || AT_WORK.has(page)) return;
  event.preventDefault();
  onDisplay(change);
}

/** Whether it was a key of who is guided. */
function guidedKey(event: KeyboardEvent, { repeat, hasten }: ScreenControls): boolean {
  const what = GUIDED_KEYS[event.key];
  if (what === undefined) return false;
  event.preventDefault();
  if (what === 'repeat') repeat();
  else hasten(what);
  return true;
}

/** CSS pixels to a millimetre of the panel, as the theme has them now. */
export function mmOnGlass(): number {
  return Number.parseFloat(document.documentElement.style.getPropertyValue('--mm')) || 96 / 25.4;
}
