import {
  createContext,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useContext,
  useRef,
  useState,
} from 'react';
import { useDisplay } from '../state/use-display.ts';
import type { PressGate } from './press-gate.ts';

export type PressSource = 'screen' | 'keyboard';

export const PressGateContext = createContext<PressGate | null>(null);

export function usePressGate(): PressGate {
  const gate = useContext(PressGateContext);
  if (gate === null) throw new Error('usePressGate outside of the app');
  return gate;
}

/**
 * Makes a button act when the finger is lifted inside it. Sliding off cancels. Keys and assistive technology come as clicks without
 * a pointer and pass the same gate. Targets of the same name share the time in which repeats are ignored. In the guided mode a finger
 * only explores; its double tap comes as a click, too (see explore.ts).
 */
export function usePress(target: string, onPress: (source: PressSource) => void) {
  const gate = usePressGate();
  const { guided } = useDisplay();
  const armed = useRef<number | null>(null);
  const [pressed, setPressed] = useState(false);

  const disarm = () => {
    armed.current = null;
    setPressed(false);
  };
  const act = (source: PressSource) => {
    if (gate.admit(target)) onPress(source);
  };
  return {
    'data-pressed': pressed || undefined,
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (guided || event.button !== 0 || !gate.ready()) return;
      // Touch captures its pointer to the innermost element hit; without the capture, sliding off is seen.
      const hit = event.target as Element;
      if (hit.hasPointerCapture(event.pointerId)) hit.releasePointerCapture(event.pointerId);
      armed.current = event.pointerId;
      setPressed(true);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const mine = armed.current === event.pointerId;
      disarm();
      if (mine) act('screen');
    },
    onPointerLeave: disarm,
    onPointerCancel: disarm,
    onClick(event: MouseEvent<HTMLElement>) {
      if (event.detail !== 0) return;
      act((event.nativeEvent as PointerEventInit).pointerType === 'touch' ? 'screen' : 'keyboard');
    },
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
    },
  };
}
