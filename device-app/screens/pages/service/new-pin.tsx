import { useCallback, useState } from 'react';
import { ActionButton } from '../../parts/action-button.tsx';
import { ServiceTop } from '../../parts/service-frame.tsx';
import { PinForm } from '../../parts/service-pin-form.tsx';
import { enterNewPin, NO_PIN, typeNewPin } from '../../state/pin-entry.ts';
import { useServiceWording } from '../../texts/service/service-texts.ts';
import type { StepProps } from './step-props.ts';

/** A new PIN, typed twice: both are compared here, and only one that is the same twice is sent. */
export function NewPinStep({ view, warning, act }: StepProps<'new-pin'>) {
  const { t } = useServiceWording();
  const [entry, setEntry] = useState(NO_PIN);
  const type = useCallback((key: string) => setEntry((before) => typeNewPin(before, key)), []);
  const enter = () => {
    const { entry: next, pin } = enterNewPin(entry);
    setEntry(next);
    if (pin !== null) act({ act: 'choose-pin', pin });
  };
  const { chosen, typed, problem } = entry;
  const words = chosen !== null ? t('newPin.again') : t(view.first ? 'newPin.hello' : 'newPin.choose');
  const answer =
    view.answer === 'checking'
      ? t('newPin.checking')
      : problem !== null
        ? t(`newPin.${problem}`)
        : view.answer === 'not-kept' && chosen === null && typed === ''
          ? t('notKept')
          : null;
  return (
    <PinForm
      top={<ServiceTop step="new-pin" numbered={!view.first} warning={warning} act={act} />}
      length={typed.length}
      words={words}
      answer={answer}
      back={!view.first}
      onKey={type}
      onEnter={enter}
      act={act}
    >
      {chosen !== null && (
        <ActionButton target="restart" onPress={() => setEntry(NO_PIN)}>
          {t('newPin.restart')}
        </ActionButton>
      )}
      <ActionButton target={chosen === null ? 'onwards' : 'save'} onPress={enter}>
        {t(chosen === null ? 'newPin.onwards' : 'newPin.save')}
      </ActionButton>
    </PinForm>
  );
}
