import type { Language } from '@mingjing/device-app/core/screen/screen-state.ts';
import { useWording } from '../texts/texts.ts';
import { Icon } from './icons.tsx';
import { PressButton } from './press-button.tsx';

/** One tap to the other language, at the same place on every page; labelled in the language it leads to. */
export function LanguageToggle({ onSwitch }: { readonly onSwitch: (language: Language) => void }) {
  const { language, t } = useWording();
  const other: Language = language === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <PressButton className="language" target="language" label={t('language.switch')} onPress={() => onSwitch(other)}>
      <Icon name="globe" />
      <span className="language-word" lang={other}>
        {t('language.other')}
      </span>
    </PressButton>
  );
}
