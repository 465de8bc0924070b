import { type DeviceProblem, deviceProblem } from '../../core/devices/device-problem.ts';
import { messageOf } from './failures.ts';
import { HID_LOAD_CAUSES, HID_OPEN_CAUSES } from './hid-problem.data.ts';

/** Why a HID device did not open. */
export function explainHidOpen(path: string, cause: unknown): DeviceProblem {
  const detail = messageOf(cause);
  const known = HID_OPEN_CAUSES.find(({ pattern }) => pattern.test(detail));
  return known === undefined ? deviceProblem('open-failed', { path, detail }) : deviceProblem(known.code, { path });
}

/** Why no HID device can be used on this machine. */
export function explainHidLoad(cause: unknown): DeviceProblem {
  const detail = messageOf(cause).split('\n')[0] ?? '';
  const known = HID_LOAD_CAUSES.find(({ pattern }) => pattern.test(detail));
  return known === undefined ? deviceProblem('hid-unusable', { detail }) : deviceProblem(known.code);
}

/** Why a device that opened, and then could not be read before it sent anything, cannot be used all the same (HARDWARE §5, 13). */
export function explainHidUnreadable(path: string, cause: unknown): DeviceProblem {
  return deviceProblem('hid-unreadable', { path, detail: messageOf(cause) });
}
