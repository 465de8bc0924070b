import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import { isWritingIn } from './items.ts';

export interface PadKeysParts {
  /** The keys that belong to pads now. */
  readonly keys: () => readonly string[];
  readonly send: (intent: Intent) => void;
}

/** Keys that no keyboard with letters has: they are a pad's even while somebody writes. */
const BEYOND_TYPING = /^F(1[3-9]|2[0-4])$/;

/**
 * Hands the keys of pads that type over to the terminal, and keeps them from doing anything else here: a pad's press takes the pad's
 * way, with its arming and debounce. What a script makes up is no press.
 */
export function watchPadKeys(target: Window, { keys, send }: PadKeysParts): void {
  const held = new Set<string>();

  function swallow(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function releaseAll(): void {
    if (held.size === 0) return;
    held.clear();
    send({ kind: 'release-keys' });
  }

  target.addEventListener(
    'keydown',
    (event) => {
      const { code } = event;
      if (!event.isTrusted || !keys().includes(code)) return;
      if (isWritingIn(event.target) && !BEYOND_TYPING.test(code)) return;
      swallow(event);
      if (held.has(code)) return;
      held.add(code);
      send({ kind: 'key', code, down: true });
    },
    true,
  );
  target.addEventListener(
    'keyup',
    (event) => {
      // Also when it is no pad's key any more: what went down must come up.
      if (!event.isTrusted || !held.delete(event.code)) return;
      swallow(event);
      send({ kind: 'key', code: event.code, down: false });
    },
    true,
  );
  // From here on nobody tells us of keys that come up.
  target.addEventListener('blur', releaseAll);
  target.document.addEventListener('visibilitychange', () => {
    if (target.document.visibilityState === 'hidden') releaseAll();
  });
}
