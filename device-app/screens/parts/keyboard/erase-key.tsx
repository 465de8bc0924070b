import { useEffect, useRef } from 'react';
import { useWording } from '../../texts/texts.ts';
import { usePressGate } from '../../touch/use-press.ts';
import { Icon } from '../icons.tsx';
import { TypeKey } from './type-key.tsx';

/** How long it is held before it repeats, and how fast then, in ms. */
const REPEAT_MS = { after: 600, every: 110 } as const;

/** Takes back a character; held, one after another. A tap is enough for all of it: nobody needs to hold. */
export function EraseKey({ epoch, onErase }: { readonly epoch: number; readonly onErase: () => void }) {
  const { t } = useWording();
  const gate = usePressGate();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const repeated = useRef(false);
  const erase = useRef(onErase);
  erase.current = onErase;
  const stop = () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  };
  const repeat = () => {
    if (!gate.ready()) return stop();
    repeated.current = true;
    erase.current();
    timer.current = setTimeout(repeat, REPEAT_MS.every);
  };
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  return (
    <span
      className="typekey-hold typekey-1"
      onPointerDown={() => {
        stop();
        repeated.current = false;
        timer.current = setTimeout(repeat, REPEAT_MS.after);
      }}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
    >
      <TypeKey
        name="erase"
        clip="reasons.key.erase"
        epoch={epoch}
        label={t('reasons.key.erase')}
        className="typekey-command"
        onPress={() => {
          if (!repeated.current) onErase();
          repeated.current = false;
        }}
      >
        <Icon name="erase" />
      </TypeKey>
    </span>
  );
}
