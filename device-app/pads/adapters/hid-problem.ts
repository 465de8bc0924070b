import { messageOf } from './failures.ts';
import { HID_LOAD_CAUSES, HID_OPEN_CAUSES, HID_UNREADABLE } from './hid-problem.data.ts';

/** Why a HID device did not open, and the cure. */
export function explainHidOpen(path: string, cause: unknown): string {
  const message = messageOf(cause);
  const known = HID_OPEN_CAUSES.find(({ pattern }) => pattern.test(message));
  return (known?.reason ?? `{path} could not be opened: ${message}`).replace('{path}', () => path);
}

/** Why no HID device can be used on this machine, and the cure. */
export function explainHidLoad(cause: unknown): string {
  const message = messageOf(cause).split('\n')[0] ?? '';
  const known = HID_LOAD_CAUSES.find(({ pattern }) => pattern.test(message));
  return known?.reason ?? `HID devices cannot be used: ${message}`;
}

/** Why a device that opened cannot be used all the same (HARDWARE §5, 13). */
export function explainHidUnreadable(path: string, cause: unknown): string {
  return `${path} ${HID_UNREADABLE} (${messageOf(cause)})`;
}
