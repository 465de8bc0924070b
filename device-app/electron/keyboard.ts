/** The part of a key event that matters; Electron's `Input` has it. */
export interface KeyInput {
  readonly type: string;
  readonly key: string;
  /** Which key, whatever stands on it. */
  readonly code: string;
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

/** Keys beyond plain characters that the screens use: to move, to choose, to write a remark. */
const NAMED_KEYS = new Set([
  'Tab',
  'Enter',
  'Escape',
  'Backspace',
  'Delete',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'Shift',
  'CapsLock',
  // Of audio keypads.
  'AudioVolumeUp',
  'AudioVolumeDown',
  // Keys on their way through an input method.
  'Process',
  'Unidentified',
]);

/** Keys of pads that type (HARDWARE §2.4); no browser makes anything of them, whatever the number lock says. */
const PAD_KEY = /^(F(1[3-9]|2[0-4])|Numpad[A-Za-z0-9]+)$/;

/**
 * Whether a key may reach the screens. An allow-list: whatever else a browser makes of keys (reload, close, print, zoom, developer
 * tools, back) is refused without being known by name. A release always passes, or a key would seem held down.
 */
export function isKeyAllowed({ type, key, code, control, shift, alt, meta }: KeyInput): boolean {
  if (type === 'keyUp') return true;
  // The technician's page.
  if (control && shift && !alt && !meta && code === 'KeyD') return true;
  if (control || alt || meta) return false;
  return PAD_KEY.test(code) || NAMED_KEYS.has(key) || [...key].length === 1;
}
