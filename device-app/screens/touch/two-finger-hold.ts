import { watchPointers } from './watch-pointers.ts';

/** Where a finger is, in CSS pixels of the window. */
interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Contact extends Place {
  readonly id: number;
  /** The only one down, for all the browser knows. */
  readonly first: boolean;
  readonly sizeMm: number;
}

/** Two fingers anywhere: resting, the way into the guided mode for who sees nothing of the screen (UX §3.4); tapping, to hear it again. */
export interface TwoFingerHold {
  down(contact: Contact): void;
  move(contact: Place & { readonly id: number }): void;
  up(id: number): void;
  /** The system took the finger for something else. */
  cancel(id: number): void;
}

export interface TwoFingerHoldParts {
  readonly setTimer: (run: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
  readonly holdMs: number;
  /** How far a resting finger may stray. */
  readonly slackMm: number;
  readonly palmMm: number;
  /** CSS pixels to a millimetre, now. */
  readonly mm: () => number;
  readonly onHeld: () => void;
  /** Both came down and were lifted before that. */
  readonly onTapped: () => void;
}

/** A third finger, a palm, or a finger that strays ends the try; the next begins once all are lifted. */
export function createTwoFingerHold(parts: TwoFingerHoldParts): TwoFingerHold {
  const fingers = new Map<number, Place>();
  let spoiled = false;
  let timer: unknown = null;

  function stop(): void {
    if (timer !== null) parts.clearTimer(timer);
    timer = null;
  }
  function spoil(): void {
    spoiled = true;
    stop();
  }
  function held(): void {
    spoil();
    parts.onHeld();
  }

  return {
    down({ id, first, sizeMm, x, y }) {
      // A touch controller may forget to report an end; a first contact proves that all others are gone.
      if (first) {
        fingers.clear();
        spoiled = false;
        stop();
      }
      fingers.set(id, { x, y });
      if (spoiled || fingers.size > 2 || sizeMm > parts.palmMm) spoil();
      else if (fingers.size === 2) timer = parts.setTimer(held, parts.holdMs);
    },
    move({ id, x, y }) {
      const from = fingers.get(id);
      if (from !== undefined && Math.hypot(x - from.x, y - from.y) > parts.slackMm * parts.mm()) spoil();
    },
    up(id) {
      const isTap = timer !== null;
      stop();
      if (fingers.delete(id) && fingers.size > 0) spoiled = true;
      if (fingers.size === 0) spoiled = false;
      if (isTap) parts.onTapped();
    },
    cancel(id) {
      spoil();
      this.up(id);
    },
  };
}

/** Watches every touch of the window for it; returns how to stop. A mouse has no second finger. */
export function watchTwoFingers(target: Window, hold: TwoFingerHold, mm: () => number): () => void {
  const placeOf = ({ pointerId, clientX, clientY }: PointerEvent) => ({ id: pointerId, x: clientX, y: clientY });
  return watchPointers(target, {
    pointerdown: (event) => {
      const sizeMm = Math.max(event.width, event.height) / mm();
      if (event.pointerType !== 'mouse') hold.down({ ...placeOf(event), first: event.isPrimary, sizeMm });
    },
    pointermove: (event) => hold.move(placeOf(event)),
    pointerup: (event) => hold.up(event.pointerId),
    pointercancel: (event) => hold.cancel(event.pointerId),
  });
}
