import { type ReactNode, useCallback, useState } from 'react';
import { ActionButton } from '../../parts/action-button.tsx';
import { Fit } from '../../parts/fit.tsx';
import { Phrase } from '../../parts/phrase.tsx';
import { ServiceEnd } from '../../parts/service-frame.tsx';
import { PinForm } from '../../parts/service-pin-form.tsx';
import { TopBar } from '../../parts/top-bar.tsx';
import { isLongEnough, typePin } from '../../state/pin-entry.ts';
import { useCountdown } from '../../state/use-countdown.ts';
import { useServiceWording } from '../../texts/service/service-texts.ts';
import type { StepProps } from './step-props.ts';

const NO_WAIT = { remainingMs: 0, totalMs: 1 };
/** What sets a PIN on the machine itself (packaging/linux/mingjing-service.sh). */
const COMMAND = 'sudo mingjing-service pin';

/** The door to the service pages. Never says how much of a PIN was right. */
export function PinStep({ view, warning, act }: StepProps<'pin'>) {
  const { t } = useServiceWording();
  const [pin, setPin] = useState('');
  const [short, setShort] = useState(false);
  const wait = useCountdown(view.locked ?? NO_WAIT);
  const type = useCallback((key: string) => {
    setShort(false);
    setPin((before) => typePin(before, key));
  }, []);
  const enter = useCallback(() => {
    if (!isLongEnough(pin)) return setShort(true);
    act({ act: 'pin', pin });
    // A PIN is kept no longer than it is needed.
    setPin('');
  }, [pin, act]);
  const shut = view.answer === 'unset' || view.answer === 'unreadable' ? view.answer : null;
  const title = shut === null ? t('pin.title') : t(`pin.${shut}.title`);
  const top = <TopBar title={title} warning={warning} onMoreTime={() => act({ act: 'stay' })} />;
  if (shut !== null) return <Shut top={top} why={t(`pin.${shut}.text`)} act={act} />;
  return (
    <PinForm
      top={top}
      length={pin.length}
      words={t('pin.length')}
      answer={short ? t('newPin.short') : answerOf({ view, wait, typing: pin !== '' }, t)}
      back={false}
      onKey={type}
      onEnter={enter}
      act={act}
    >
      <ActionButton target="enter" onPress={enter}>
        {t('pin.enter')}
      </ActionButton>
    </PinForm>
  );
}

interface Standing {
  readonly view: StepProps<'pin'>['view'];
  /** Seconds until the next try. */
  readonly wait: number;
  readonly typing: boolean;
}

function answerOf({ view, wait, typing }: Standing, t: ReturnType<typeof useServiceWording>['t']): string | null {
  if (view.answer === 'checking') return t('pin.checking');
  if (wait > 0) return t('pin.locked', { seconds: wait });
  if (view.answer === 'not-kept' && !typing) return t('pin.notKept');
  return view.answer === 'wrong' && !typing ? t('pin.wrong') : null;
}

interface ShutProps {
  readonly top: ReactNode;
  readonly why: string;
  readonly act: StepProps<'pin'>['act'];
}

/** In service without a PIN that could be asked for: not to be chosen by whoever comes along. */
function Shut({ top, why, act }: ShutProps) {
  return (
    <div className="service-frame">
      {top}
      <Fit className="service-body service-telling" largest={7} smallest={3.6}>
        <div className="service-told" data-fit>
          <p className="phrase">
            <Phrase text={why} />
          </p>
          <p className="service-command" dir="ltr" lang="en">
            {COMMAND}
          </p>
        </div>
      </Fit>
      <ServiceEnd act={act} back={false} />
    </div>
  );
}
