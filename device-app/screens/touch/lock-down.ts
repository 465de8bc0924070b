import type { PressGate } from './press-gate.ts';

const ZOOM_KEYS = new Set(['+', '-', '=', '0']);
const BLOCKED = ['contextmenu', 'dragstart', 'dragover', 'drop', 'gesturestart', 'dblclick', 'auxclick'] as const;

/** Takes menus, dragging and zooming away from the page. The shell and the system lock what lies beyond it. */
export function lockDown(target: Window): void {
  for (const kind of BLOCKED) target.addEventListener(kind, (event) => event.preventDefault());
  target.addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey) event.preventDefault();
    },
    { passive: false },
  );
  target.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && ZOOM_KEYS.has(event.key)) event.preventDefault();
  });
}

/** Lets the gate count fingers. `mm` tells how many CSS pixels a millimetre has now. */
export function watchContacts(target: Window, gate: PressGate, mm: () => number): void {
  // Down in the capture phase and up in the bubble phase, so that the gate still knows of a second finger when a button asks it.
  target.addEventListener(
    'pointerdown',
    (event) => {
      if (event.pointerType === 'mouse') return;
      const sizeMm = Math.max(event.width, event.height) / mm();
      gate.contactDown({ id: event.pointerId, first: event.isPrimary, sizeMm });
    },
    true,
  );
  for (const kind of ['pointerup', 'pointercancel'] as const) {
    target.addEventListener(kind, (event) => {
      if (event.pointerType !== 'mouse') gate.contactUp(event.pointerId);
    });
  }
}
