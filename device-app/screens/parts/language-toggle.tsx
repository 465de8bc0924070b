import type { Language } from '@mingjing/device-app/core/screen/screen-state.ts';
import { TEXTS, useWording } from '../texts/texts.ts';
import { Icon } from './icons.tsx';
import { PressButton } from './press-button.tsx';

const ORDER: readonly Language[] = ['zh-CN', 'en', 'ug', 'bo'];

/** One tap to the next language, at the same place on every page; labelled in the language it leads to. */
export function LanguageToggle({ onSwitch }: { readonly onSwitch: (language: Language) => void }) {
  const { language } = useWording();
  const next = ORDER[(ORDER.indexOf(language) + 1) % ORDER.length] ?? 'zh-CN';
  const { name } = TEXTS[next].language;
  return (
    <PressButton className="language" target="language" label={name} onPress={() => onSwitch(next)}>
      <Icon name="globe" />
      <span className="language-word" lang={next}>
        {name}
      </span>
    </PressButton>
  );
}
