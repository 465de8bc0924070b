import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ActionButton } from '../../parts/action-button.tsx';
import { CardOutline } from '../../parts/card-outline.tsx';
import { cardSize, clampPpi, diagonalInches, type Glass, stepPpi, tileWidthMm } from '../../parts/card-outline-size.ts';
import { Fit } from '../../parts/fit.tsx';
import { Phrase } from '../../parts/phrase.tsx';
import { ServiceEnd, ServiceTop } from '../../parts/service-frame.tsx';
import { StepButton } from '../../parts/service-step-button.tsx';
import { useServiceWording } from '../../texts/service/service-texts.ts';
import { MINIMA_MM } from '../../theme/tokens.ts';
import { usePanel } from '../../theme/use-panel.ts';
import type { StepProps } from './step-props.ts';

/** The dot to drag, in u. */
const GRIP = 15;
/** From this share of the room on, the words stand within the outline; else beside it. */
const WORDS_WITHIN = 0.6;

/**
 * How large the pixels are, by a card held against the glass. The page itself is sized by the glass alone, so that it can be used however
 * wrong the ppi was.
 */
export function PanelStep({ view, warning, act }: StepProps<'panel'>) {
  const { t } = useServiceWording();
  const { u, density } = usePanel();
  const { ref, room } = useRoom();
  const [chosen, setChosen] = useState<number | null>(null);
  const ppi = clampPpi(chosen ?? view.ppi, room, density);
  const glass: Glass = { width: window.innerWidth, height: window.innerHeight, density };
  const step = useCallback(
    (pixels: number) =>
      setChosen((before) => clampPpi(stepPpi(clampPpi(before ?? view.ppi, room, density), pixels), room, density)),
    [view.ppi, room, density],
  );
  useArrows(step);
  const save = () => {
    const rounded = Math.round(ppi * 10) / 10;
    // Else what is answered would be an answer to another size.
    setChosen(rounded);
    act({ act: 'set-panel', ppi: rounded });
  };
  // Said of the size that was sent, not of the one that is being tried.
  const answer = chosen === null || chosen === view.ppi || view.answer === 'not-kept' ? view.answer : null;
  const { width, height } = cardSize(ppi, density);
  const isWithin = width > room.width * WORDS_WITHIN;
  const words = isWithin
    ? { left: 0, top: 0, width, height: Math.max(0, height - u * GRIP * 0.4) }
    : { left: width + u * GRIP, top: 0, right: 0, bottom: 0 };
  return (
    <div className="service-frame service-panel">
      <div className="card-room" dir="ltr" ref={ref}>
        <div className="card-words" style={words}>
          <Fit className="card-fit" largest={5.5} smallest={2.8}>
            <p className="card-hint phrase" dir="auto" data-fit>
              <Phrase text={t('panel.hint')} />
            </p>
          </Fit>
        </div>
        <CardOutline
          ppi={ppi}
          density={density}
          grip={u * GRIP}
          room={room}
          onStep={step}
          onPpi={(next) => setChosen(clampPpi(next, room, density))}
        />
      </div>
      <div className="panel-side">
        <ServiceTop step="panel" note={answer === 'kept' ? t('kept') : undefined} warning={warning} act={act} />
        <Facts ppi={ppi} glass={glass} failed={answer === 'not-kept'} />
        <div className="panel-steps" dir="ltr">
          <StepButton name="smaller" pixels={-1} onStep={step} />
          <StepButton name="larger" pixels={1} onStep={step} />
        </div>
      </div>
      <ServiceEnd act={act}>
        <ActionButton target="save" onPress={save}>
          {t('panel.save')}
        </ActionButton>
      </ServiceEnd>
    </div>
  );
}

interface FactsProps {
  readonly ppi: number;
  readonly glass: Glass;
  /** It could not be kept. */
  readonly failed: boolean;
}

/** What follows from the size: the diagonal, which a technician knows from the data sheet, and how wide the levels come out. */
function Facts({ ppi, glass, failed }: FactsProps) {
  const { t } = useServiceWording();
  const tile = tileWidthMm(ppi, glass);
  const mm = tile.toFixed(1);
  return (
    <Fit className="panel-facts" largest={5.5} smallest={3.5}>
      <div className="panel-fact-box" role="status" data-fit>
        <p className="panel-fact phrase">
          <Phrase text={t('panel.facts', { ppi: ppi.toFixed(1), inches: diagonalInches(ppi, glass).toFixed(1) })} />
        </p>
        {failed ? (
          <p className="panel-fact phrase" data-wrong>
            <Phrase text={t('panel.failed')} />
          </p>
        ) : (
          <p className="panel-fact phrase" data-wrong={tile < MINIMA_MM.ratingFloor || undefined}>
            <Phrase text={t(tile < MINIMA_MM.ratingFloor ? 'panel.narrow' : 'panel.tiles', { mm })} />
          </p>
        )}
      </div>
    </Fit>
  );
}

const ARROWS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** Left and right of a keyboard change the size wherever the focus is; up and down walk among the buttons. */
function useArrows(step: (pixels: number) => void): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const pixels = ARROWS[event.key];
      if (pixels === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      // 显示与语言 lies over the page.
      if (document.querySelector('main[inert]') !== null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      step(event.shiftKey ? pixels * 10 : pixels);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [step]);
}

/** How much room there is for the card, in CSS pixels. */
function useRoom() {
  const ref = useRef<HTMLDivElement>(null);
  const { u } = usePanel();
  const [room, setRoom] = useState({ width: 0, height: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the room changes with the panel
  useLayoutEffect(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = ref.current ?? {};
    setRoom({ width, height });
  }, [u]);
  return { ref, room };
}
