/** No finger has this number. */
const TEST_POINTER = 0x7e57;

/** Presses whatever lies at the centre of a tile, as a finger does: down and up, through the handlers that a finger meets. */
export function pressTile(tile: HTMLElement): void {
  const { left, top, width, height } = tile.getBoundingClientRect();
  const clientX = left + width / 2;
  const clientY = top + height / 2;
  const hit = document.elementFromPoint(clientX, clientY);
  const touch = {
    ...{ bubbles: true, cancelable: true, composed: true, view: window, clientX, clientY },
    ...{ pointerId: TEST_POINTER, pointerType: 'touch', isPrimary: true, button: 0, width: 8, height: 8 },
  };
  hit?.dispatchEvent(new PointerEvent('pointerdown', { ...touch, buttons: 1 }));
  hit?.dispatchEvent(new PointerEvent('pointerup', { ...touch, buttons: 0 }));
}
