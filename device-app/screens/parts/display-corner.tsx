import { useDisplay } from '../state/use-display.ts';
import { useWording } from '../texts/texts.ts';
import { Fit } from './fit.tsx';
import { Icon, type IconName } from './icons.tsx';
import { PressButton } from './press-button.tsx';

export interface DisplayCornerProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onElder: (elder: boolean) => void;
}

/** At the same place on every page: 长辈版 in one tap, and the way to languages and all else of the display. */
export function DisplayCorner({ open, onOpen, onElder }: DisplayCornerProps) {
  const { t } = useWording();
  const { elder } = useDisplay();
  return (
    <div className="corner-controls">
      <PressButton
        className="corner-button"
        target="elder"
        clip="display.elder"
        on={elder}
        label={t('display.elder')}
        onPress={() => onElder(!elder)}
      >
        <CornerWords icon="elder" words={t('display.elderShort')} />
      </PressButton>
      <PressButton
        className="corner-button"
        target="display"
        clip={open ? 'display.close' : 'display.open'}
        label={t(open ? 'display.close' : 'display.open')}
        expanded={open}
        onPress={() => onOpen(!open)}
      >
        <CornerWords icon={open ? 'cross' : 'globe'} words={t(open ? 'display.close' : 'display.languageShort')} />
      </PressButton>
    </div>
  );
}

function CornerWords({ icon, words }: { readonly icon: IconName; readonly words: string }) {
  const { language } = useWording();
  return (
    <>
      <Icon name={icon} />
      <Fit as="span" className="corner-fit" largest={language === 'bo' ? 3.75 : 4.2} smallest={3.5}>
        <span className="corner-word" data-fit>
          {words}
        </span>
      </Fit>
    </>
  );
}
