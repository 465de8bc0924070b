import type { Display } from '@mingjing/shared/domain/display.ts';
import { isWritingIn } from './items.ts';

/** Starts and ends the guided mode: the tactile start key. Of a keyboard it is Home; audio keypads can be told to send it. */
export const GUIDE_KEY = 'Home';

/** In the guided mode: to hear it again, and faster or slower. Beside the start key on keyboards; audio keypads can be told to send them. */
export const GUIDED_KEYS: Readonly<Record<string, 'repeat' | 1 | -1>> = { End: 'repeat', PageUp: 1, PageDown: -1 };

const LOUDER: Readonly<Record<string, 1 | -1>> = { AudioVolumeUp: 1, AudioVolumeDown: -1 };

/** What of the display a key changes, on any page; null for a key that changes nothing. */
export function displayByKey(
  { key, target }: Pick<KeyboardEvent, 'key' | 'target'>,
  { guided, volume }: Pick<Display, 'guided' | 'volume'>,
): Partial<Display> | null {
  // In a text field it is a key to move by.
  if (key === GUIDE_KEY) return isWritingIn(target) ? null : { guided: !guided };
  const louder = LOUDER[key];
  return louder === undefined ? null : { volume: Math.min(3, Math.max(0, volume + louder)) };
}
