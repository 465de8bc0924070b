import { INK_WIDTH, type InkStroke } from '@mingjing/shared/domain/ink.ts';
import { inkPath } from '@mingjing/shared/domain/ink-svg.ts';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useWording } from '../../texts/texts.ts';
import { PALM_MM } from '../../theme/tokens.ts';
import { usePanel } from '../../theme/use-panel.ts';
import { addStroke, beginDrawing, type Drawing, extendStroke, pointAt } from './drawing.ts';
import { createPenChoice } from './pen-choice.ts';

export interface InkSheetProps {
  /** Null until the first stroke. */
  readonly drawing: Drawing | null;
  readonly onDraw: (drawing: Drawing) => void;
}

/** A sheet to write on with finger, pen or mouse. What is drawn lives in memory only. */
export function InkSheet({ drawing, onDraw }: InkSheetProps) {
  const { t } = useWording();
  const { mm } = usePanel();
  const sheet = useRef<HTMLDivElement>(null);
  const [pens] = useState(() => createPenChoice(PALM_MM));
  const [stroke, showStroke] = useState<InkStroke>([]);
  // Kept apart from what is shown: a finger may move twice, or leave, before the first of it has been drawn.
  const drawn = useRef<InkStroke>([]);
  const setStroke = (to: InkStroke) => {
    drawn.current = to;
    showStroke(to);
  };
  const aspect = useAspect(sheet);
  const current = drawing ?? beginDrawing(aspect);

  const drawTo = (from: InkStroke, { clientX, clientY }: { clientX: number; clientY: number }): InkStroke => {
    if (sheet.current === null) return from;
    const { left, top, width } = sheet.current.getBoundingClientRect();
    return extendStroke(from, pointAt(current, (clientX - left) / width, (clientY - top) / width));
  };
  const end = (event: PointerEvent, keeps: boolean) => {
    if (!pens.draws(event.pointerId)) return;
    pens.up(event.pointerId, event.timeStamp);
    if (keeps) onDraw(addStroke(current, drawn.current));
    setStroke([]);
  };
  return (
    <div
      ref={sheet}
      className="sheet-ink"
      role="img"
      aria-label={t('reasons.sheet', { count: current.strokes.length })}
      onPointerDown={(event) => {
        if (event.button !== 0 || current.full) return;
        const sizeMm = Math.max(event.width, event.height) / mm;
        const contact = { id: event.pointerId, kind: event.pointerType, sizeMm, at: event.timeStamp };
        if (pens.down(contact) === 'ignored') return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setStroke(drawTo([], event));
      }}
      onPointerMove={(event) => {
        if (!pens.draws(event.pointerId)) return;
        // A fast hand moves further between two frames than its line may leave out.
        const steps = event.nativeEvent.getCoalescedEvents?.() ?? [];
        setStroke((steps.length > 0 ? steps : [event]).reduce(drawTo, drawn.current));
      }}
      onPointerUp={(event) => end(event, true)}
      onPointerCancel={(event) => end(event, false)}
    >
      <svg viewBox={`0 0 ${INK_WIDTH} ${current.height}`} aria-hidden="true" focusable="false">
        {current.strokes.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: strokes have no identity but their place
          <path key={index} d={inkPath(one)} />
        ))}
        <path d={inkPath(stroke)} />
      </svg>
    </div>
  );
}

/** Height of the sheet to its width, once it is laid out. */
function useAspect(sheet: { readonly current: HTMLElement | null }): number {
  const [aspect, setAspect] = useState(0.4);
  useEffect(() => {
    if (sheet.current === null) return;
    const { width, height } = sheet.current.getBoundingClientRect();
    if (width > 0) setAspect(height / width);
  }, [sheet]);
  return aspect;
}
