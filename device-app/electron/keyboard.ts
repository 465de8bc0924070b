/** The part of a key event that matters; Electron's `Input` has it. */
export interface KeyInput {
  readonly type: string;
  readonly key: string;
  readonly control: boolean;
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
  // Keys on their way through an input method.
  'Process',
  'Unidentified',
]);

/**
 * Whether a key may reach the screens. An allow-list: whatever else a browser makes of keys (reload, close, print, zoom, developer
 * tools, back) is refused without being known by name. A release always passes, or a key would seem held down.
 */
export function isKeyAllowed({ type, key, control, alt, meta }: KeyInput): boolean {
  if (type === 'keyUp') return true;
  if (control || alt || meta) return false;
  return NAMED_KEYS.has(key) || [...key].length === 1;
}
