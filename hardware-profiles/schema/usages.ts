import { KEY_USAGES } from './usages.data.ts';

const NAMES = new Map(KEY_USAGES.map(([usage, name]) => [usage, name]));
const USAGES = new Map(KEY_USAGES.map(([usage, , code]) => [code, usage]));

/** What profiles call the key with a usage of the page Keyboard/Keypad; a key without a name is its number, such as `0x87`. */
export function nameOfUsage(usage: number): string {
  return NAMES.get(usage) ?? `0x${usage.toString(16).padStart(2, '0')}`;
}

/** The usage of the key with a `KeyboardEvent.code`; undefined for keys that a boot report cannot carry. */
export function usageOfCode(code: string): number | undefined {
  return USAGES.get(code);
}
