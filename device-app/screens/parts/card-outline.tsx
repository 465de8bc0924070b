import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useServiceWording } from '../texts/service/service-texts.ts';
import { cardSize, PPI_RANGE, ppiOf } from './card-outline-size.ts';
import { Icon } from './icons.tsx';

export interface CardOutlineProps {
  readonly ppi: number;
  readonly density: number;
  /** Side of the dot to drag, in CSS pixels. */
  readonly grip: number;
  /** The room that the outline stands in, in CSS pixels: the dot does not leave it. */
  readonly room: { readonly width: number; readonly height: number };
  /** By so many physical pixels of the card's width. */
  readonly onStep: (pixels: number) => void;
  readonly onPpi: (ppi: number) => void;
}

/** A frame to hold a card against, from the upper left corner of its room; its lower right corner follows a finger. Never mirrored. */
export function CardOutline({ ppi, density, grip, room, onStep, onPpi }: CardOutlineProps) {
  const { t } = useServiceWording();
  const { width, height } = cardSize(ppi, density);
  const held = useRef<{ readonly id: number; readonly x: number; readonly width: number } | null>(null);
  const take = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { id: event.pointerId, x: event.clientX, width };
  };
  const drag = ({ pointerId, clientX }: PointerEvent<HTMLDivElement>) => {
    if (held.current?.id !== pointerId) return;
    onPpi(ppiOf(held.current.width + clientX - held.current.x, density));
  };
  const letGo = () => {
    held.current = null;
  };
  const onKey = (event: KeyboardEvent) => {
    const step = KEY_STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onStep(step);
  };
  const within = (at: number, whole: number) => Math.max(0, Math.min(at - grip / 2, whole - grip));
  return (
    <>
      <div className="card-outline" style={{ width, height }} />
      <div
        className="card-grip"
        role="slider"
        tabIndex={0}
        aria-label={t('panel.corner')}
        aria-valuemin={PPI_RANGE.least}
        aria-valuemax={PPI_RANGE.most}
        aria-valuenow={Math.round(ppi)}
        style={{ left: within(width, room.width), top: within(height, room.height), width: grip, height: grip }}
        onPointerDown={take}
        onPointerMove={drag}
        onPointerUp={letGo}
        onPointerCancel={letGo}
        onKeyDown={onKey}
      >
        <Icon name="circle" />
      </div>
    </>
  );
}

/** In physical pixels of the card's width. */
const KEY_STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 };
