import type { Display } from '@mingjing/shared/domain/display.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { createContext, useContext } from 'react';

export const DisplayContext = createContext<Display>(STANDARD_DISPLAY);

/** How the person in front of the screen wants to be shown things. */
export function useDisplay(): Display {
  return useContext(DisplayContext);
}

/** Whether nothing may move by itself: 长辈版, high contrast and the voice guide have no carousel (UX §3.2). */
export function useIsStill(): boolean {
  const { elder, theme, guided } = useDisplay();
  return elder || guided || theme === 'contrast';
}
