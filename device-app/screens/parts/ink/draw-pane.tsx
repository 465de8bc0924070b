import type { Countdown } from '@mingjing/device-app/core/screen/screen-state.ts';
import { useWording } from '../../texts/texts.ts';
import { useCommandKeys } from '../../touch/command-keys.ts';
import { ActionButton } from '../action-button.tsx';
import { TopBar } from '../top-bar.tsx';
import { clearDrawing, type Drawing, undoStroke } from './drawing.ts';
import { InkSheet } from './ink-sheet.tsx';

export interface DrawPaneProps {
  readonly drawing: Drawing | null;
  readonly warning: Countdown | null;
  readonly onDraw: (drawing: Drawing) => void;
  readonly onDone: () => void;
  readonly onMoreTime: () => void;
}

/** Own words by hand. Kept as drawn: nobody has to be read by a machine. */
export function DrawPane({ drawing, warning, onDraw, onDone, onMoreTime }: DrawPaneProps) {
  const { t } = useWording();
  useCommandKeys({ onEscape: onDone, onEnter: onDone });
  const strokes = drawing?.strokes.length ?? 0;
  return (
    <div className="draw">
      <TopBar
        title={t('reasons.draw')}
        note={t(drawing?.full ? 'reasons.full' : 'reasons.askDraw')}
        warning={warning}
        onMoreTime={onMoreTime}
      />
      <InkSheet drawing={drawing} onDraw={onDraw} />
      <div className="reasons-end">
        {/* The same stroke twice is two strokes, not a repeated press. */}
        <ActionButton
          target={`undo-${strokes}`}
          clip="reasons.undo"
          onPress={() => drawing !== null && onDraw(undoStroke(drawing))}
        >
          {t('reasons.undo')}
        </ActionButton>
        <ActionButton
          target="clear-drawing"
          clip="reasons.clear"
          onPress={() => drawing !== null && onDraw(clearDrawing(drawing))}
        >
          {t('reasons.clear')}
        </ActionButton>
        <ActionButton target="drawn" clip="reasons.done" onPress={onDone}>
          {t('reasons.done')}
        </ActionButton>
      </div>
    </div>
  );
}
