import type { Carousel } from '../state/use-carousel.ts';
import { useWording } from '../texts/texts.ts';
import { Icon } from './icons.tsx';
import { PressButton } from './press-button.tsx';

/** Turns the slides, and stops them where they turn by themselves (WCAG 2.2.2). */
export function CarouselBar({ carousel, still }: { readonly carousel: Carousel; readonly still: boolean }) {
  const { t } = useWording();
  const { playing } = carousel;
  return (
    <div className="slides-bar">
      <PressButton
        className="turn turn-back"
        target="previous"
        clip="idle.previous"
        label={t('idle.previous')}
        onPress={() => carousel.turn(-1)}
      >
        <Icon name="back" />
      </PressButton>
      {!still && (
        <PressButton
          className="turn turn-wide"
          target="pause"
          clip={playing ? 'idle.pause' : 'idle.play'}
          label={t(playing ? 'idle.pause' : 'idle.play')}
          onPress={carousel.toggle}
        >
          <Icon name={playing ? 'pause' : 'play'} />
          <span className="turn-word">{t(playing ? 'idle.pause' : 'idle.play')}</span>
        </PressButton>
      )}
      <PressButton
        className="turn turn-forth"
        target="next"
        clip="idle.next"
        label={t('idle.next')}
        onPress={() => carousel.turn(1)}
      >
        <Icon name="forth" />
      </PressButton>
    </div>
  );
}
