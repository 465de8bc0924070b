import { readingStep } from './arrow-keys.ts';
import { isWritingIn, itemAt, moveFocus } from './items.ts';
import type { PressGate } from './press-gate.ts';
import { watchPointers } from './watch-pointers.ts';

export interface ExploreParts {
  /** Whether the guided mode is on. */
  readonly on: () => boolean;
  readonly gate: Pick<PressGate, 'ready'>;
  /** CSS pixels to a millimetre, now. */
  readonly mm: () => number;
}

/** A finger that rests so long explores; one that is quicker taps or swipes. UX §3.2: touch is answered within 100 ms. */
const REST_MS = 90;
const SWIPE_MS = 500;
const SECOND_TAP_MS = 600;
/** A tap may tremble by so much, a swipe is longer, and a second tap lies near the first, in mm. */
const TREMBLE_MM = 6;
const SWIPE_MM = 12;
const NEAR_MM = 20;

interface Touch {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly at: number;
  /** It comes soon after a tap, near it. */
  readonly second: boolean;
  moved: boolean;
}

/**
 * Touch in the guided mode, as screen readers have it: the first touch only puts the focus where the finger is, or wherever it slides to;
 * a swipe goes on or back; a double tap anywhere presses what has the focus. Two fingers and palms do nothing. Returns how to stop.
 */
export function watchExploring(target: Window, { on, gate, mm }: ExploreParts): () => void {
  let touch: Touch | null = null;
  let tapped: { readonly x: number; readonly y: number; readonly at: number } | null = null;
  let resting: ReturnType<typeof setTimeout> | null = null;

  function rest(): void {
    if (resting !== null) clearTimeout(resting);
    resting = null;
  }
  function drop(): void {
    rest();
    touch = null;
    tapped = null;
  }
  const mmTo = (from: { x: number; y: number }, event: PointerEvent) =>
    Math.hypot(event.clientX - from.x, event.clientY - from.y) / mm();

  function down(event: PointerEvent): void {
    if (!on() || !event.isPrimary || event.button !== 0 || isLeftAlone(event.target)) {
      drop();
      return;
    }
    const { pointerId: id, clientX: x, clientY: y, timeStamp: at } = event;
    const second = tapped !== null && at - tapped.at <= SECOND_TAP_MS && mmTo(tapped, event) <= NEAR_MM;
    touch = { id, x, y, at, second, moved: false };
    rest();
    if (!second) resting = setTimeout(() => focusAt(x, y), REST_MS);
  }

  function move(event: PointerEvent): void {
    if (touch === null || event.pointerId !== touch.id) return;
    if (mmTo(touch, event) <= TREMBLE_MM && !touch.moved) return;
    touch.moved = true;
    rest();
    if (event.timeStamp - touch.at > SWIPE_MS) focusAt(event.clientX, event.clientY);
  }

  function up(event: PointerEvent): void {
    if (touch === null || event.pointerId !== touch.id) return;
    const from = touch;
    drop();
    if (on() && gate.ready()) end(from, event);
  }

  function end(from: Touch, event: PointerEvent): void {
    const lasted = event.timeStamp - from.at;
    if (from.moved) {
      if (lasted <= SWIPE_MS && mmTo(from, event) >= SWIPE_MM) swipe(event.clientX - from.x, event.clientY - from.y);
    } else if (from.second) {
      if (lasted <= SECOND_TAP_MS) pressFocused();
    } else {
      focusAt(from.x, from.y);
      tapped = { x: from.x, y: from.y, at: event.timeStamp };
    }
  }

  // Or the browser would put the focus where the finger was, button or not.
  function keepFocus(event: MouseEvent): void {
    if (on() && !isLeftAlone(event.target)) event.preventDefault();
  }

  const stop = watchPointers(target, { pointerdown: down, pointermove: move, pointerup: up, pointercancel: drop });
  target.addEventListener('mousedown', keepFocus);
  return () => {
    drop();
    stop();
    target.removeEventListener('mousedown', keepFocus);
  };
}

/** Who writes or draws touches the sheet itself; the technician's corner is none of the guide's. */
function isLeftAlone(target: EventTarget | null): boolean {
  return isWritingIn(target) || (target instanceof Element && target.closest('.sheet-ink, .corner') !== null);
}

function focusAt(x: number, y: number): void {
  itemAt(x, y)?.focus({ preventScroll: true });
}

function swipe(across: number, down: number): void {
  const step = Math.abs(across) > Math.abs(down) ? Math.sign(across) * readingStep() : Math.sign(down);
  moveFocus(step < 0 ? -1 : 1);
}

/** As a click that no key made: usePress takes it for a touch. */
function pressFocused(): void {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLButtonElement)) return;
  activeElement.dispatchEvent(
    new PointerEvent('click', { bubbles: true, cancelable: true, pointerType: 'touch', composed: true }),
  );
}
