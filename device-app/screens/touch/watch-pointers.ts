type PointerKind = 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel';

/** Sees every pointer before any button does; returns how to stop. */
export function watchPointers(
  target: Window,
  listeners: Readonly<Record<PointerKind, (event: PointerEvent) => void>>,
): () => void {
  const all = Object.entries(listeners) as readonly [PointerKind, (event: PointerEvent) => void][];
  for (const [kind, act] of all) target.addEventListener(kind, act, true);
  return () => {
    for (const [kind, act] of all) target.removeEventListener(kind, act, true);
  };
}
