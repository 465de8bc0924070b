import type { Display, Language } from '@mingjing/device-app/core/screen/screen-state.ts';
import { directionOf } from '@mingjing/shared/domain/display-words.ts';
import { type ReactNode, useEffect, useRef } from 'react';
import { useDisplay } from '../state/use-display.ts';
import { TEXTS, useWording } from '../texts/texts.ts';
import { usePanel } from '../theme/use-panel.ts';
import { DISPLAY_TOGGLES } from './display-toggles.data.ts';
import { Fit } from './fit.tsx';
import { Icon } from './icons.tsx';
import { PressButton } from './press-button.tsx';
import { VolumeChoices, VolumeStep } from './volume-choices.tsx';

export interface DisplaySheetProps {
  /** Title, or the warning of the page beneath. */
  readonly top: ReactNode;
  readonly onLanguage: (language: Language) => void;
  readonly onDisplay: (display: Partial<Display>) => void;
  readonly onClose: () => void;
}

/** 显示与语言: every language in its own script, every way to see and hear better, each in one tap. Takes effect at once, for this visit only. */
export function DisplaySheet({ top, onLanguage, onDisplay, onClose }: DisplaySheetProps) {
  const { t } = useWording();
  const { shape } = usePanel();
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => sheet.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onClose]);
  return (
    <div ref={sheet} className="sheet" role="dialog" aria-label={t('display.title')} tabIndex={-1}>
      {top}
      <Languages onLanguage={onLanguage}>{shape === 'compact' && <VolumeStep onDisplay={onDisplay} />}</Languages>
      <Toggles onDisplay={onDisplay} />
      {shape !== 'compact' && <VolumeChoices onDisplay={onDisplay} />}
    </div>
  );
}

interface LanguagesProps extends Pick<DisplaySheetProps, 'onLanguage'> {
  /** What stands beside them. */
  readonly children: ReactNode;
}

function Languages({ onLanguage, children }: LanguagesProps) {
  const { language, t } = useWording();
  return (
    <Fit className="choices choices-languages" largest={7} smallest={3.6} label={t('display.language')}>
      {(Object.keys(TEXTS) as Language[]).map((one) => (
        <PressButton
          key={one}
          target={`language-${one}`}
          clip={`language-${one}`}
          className="choice"
          on={one === language}
          onPress={() => onLanguage(one)}
        >
          <span className="choice-words" lang={one} dir={directionOf(one)} data-fit>
            {TEXTS[one].language.name}
          </span>
        </PressButton>
      ))}
      {children}
    </Fit>
  );
}

function Toggles({ onDisplay }: Pick<DisplaySheetProps, 'onDisplay'>) {
  const { t } = useWording();
  const display = useDisplay();
  const { shape } = usePanel();
  const toggles = DISPLAY_TOGGLES.filter(({ tallOnly }) => tallOnly !== true || shape === 'portrait');
  return (
    <Fit className="choices choices-display" largest={6} smallest={3.5} label={t('display.sight')}>
      {toggles.map(({ name, icon, isOn, change }) => (
        <PressButton
          key={name}
          target={`display-${name}`}
          clip={`display.${name}`}
          className="choice"
          on={isOn(display)}
          onPress={() => onDisplay(change(display))}
        >
          <Icon name={icon} />
          {/* Three characters are one word, or the last of them would stand alone. */}
          <span className={t(`display.${name}`).length > 3 ? 'choice-words' : 'choice-words choice-whole'} data-fit>
            {t(`display.${name}`)}
          </span>
        </PressButton>
      ))}
    </Fit>
  );
}
