import { useEffect, useRef, useState } from 'react';
import { useServiceWording } from '../texts/service/service-texts.ts';
import { usePressGate } from '../touch/use-press.ts';
import { Icon } from './icons.tsx';
import { PressButton } from './press-button.tsx';

/** How soon a held button repeats, how fast then, and after how many repeats in larger steps. */
const REPEAT = { afterMs: 500, everyMs: 60, slow: 20, fast: 4 } as const;

export interface StepButtonProps {
  readonly name: 'smaller' | 'larger';
  readonly pixels: number;
  readonly onStep: (pixels: number) => void;
}

/** One pixel at a press; held, one after another. Every press is a step of its own, not a repetition to be ignored. */
export function StepButton({ name, pixels, onStep }: StepButtonProps) {
  const { t } = useServiceWording();
  const gate = usePressGate();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const repeats = useRef(0);
  const [epoch, setEpoch] = useState(0);
  const stop = () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  };
  const repeat = () => {
    if (!gate.ready()) return stop();
    repeats.current += 1;
    onStep(repeats.current > REPEAT.slow ? pixels * REPEAT.fast : pixels);
    timer.current = setTimeout(repeat, REPEAT.everyMs);
  };
  const press = () => {
    if (repeats.current === 0) onStep(pixels);
    repeats.current = 0;
    setEpoch(epoch + 1);
  };
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  return (
    <span
      className="panel-step-hold"
      onPointerDown={({ button }) => {
        stop();
        repeats.current = 0;
        if (button === 0) timer.current = setTimeout(repeat, REPEAT.afterMs);
      }}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
    >
      <PressButton className="panel-step" target={`${name}-${epoch}`} label={t(`panel.${name}`)} onPress={press}>
        <Icon name={name === 'larger' ? 'plus' : 'dash'} />
      </PressButton>
    </span>
  );
}
