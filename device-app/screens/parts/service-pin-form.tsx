import type { ServiceInput } from '@mingjing/device-app/core/service/service-input.ts';
import { type ReactNode, useCallback, useState } from 'react';
import { useEditingKeys } from '../state/use-editing-keys.ts';
import { useServiceWording } from '../texts/service/service-texts.ts';
import { useTypedText } from '../touch/typed-keys.ts';
import { Fit } from './fit.tsx';
import { Keypad } from './keypad.tsx';
import { Phrase } from './phrase.tsx';
import { ServiceEnd } from './service-frame.tsx';

export interface PinFormProps {
  readonly top: ReactNode;
  /** How many digits have been typed. The digits themselves stay out of the document. */
  readonly length: number;
  readonly words: string;
  /** What went wrong, or is going on; stands in for the words. */
  readonly answer: string | null;
  readonly back: boolean;
  readonly onKey: (key: string) => void;
  readonly onEnter: () => void;
  readonly act: (input: ServiceInput) => void;
  /** Buttons between back and close. */
  readonly children: ReactNode;
}

/** The keypad over the whole height, and beside it as many dots as digits were typed. */
export function PinForm({ top, length, words, answer, back, onKey, onEnter, act, children }: PinFormProps) {
  const { t } = useServiceWording();
  const [epoch, setEpoch] = useState(0);
  const press = useCallback(
    (key: string) => {
      setEpoch((before) => before + 1);
      if (key === 'Enter') onEnter();
      else onKey(key);
    },
    [onKey, onEnter],
  );
  useTypedText(press);
  useEditingKeys(press, onEnter);
  return (
    <div className="sign-in service-pin">
      <Keypad epoch={epoch} onKey={press} />
      <div className="sign-in-form">
        {top}
        <p className="pin-field" dir="ltr">
          <span className="field-typed" aria-hidden="true">
            {'●'.repeat(length)}
          </span>
          <span className="unseen" role="status">
            {t('pin.typed', { count: length })}
          </span>
        </p>
        <Fit className="pin-words" largest={6.5} smallest={3.6}>
          <p className="pin-line phrase" role="status" data-wrong={answer !== null || undefined} data-fit>
            <Phrase text={answer ?? words} />
          </p>
        </Fit>
        <ServiceEnd act={act} back={back}>
          {children}
        </ServiceEnd>
      </div>
    </div>
  );
}
