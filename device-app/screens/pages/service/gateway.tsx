import { useState } from 'react';
import { ActionButton } from '../../parts/action-button.tsx';
import { Fit } from '../../parts/fit.tsx';
import { Phrase } from '../../parts/phrase.tsx';
import { PressButton } from '../../parts/press-button.tsx';
import { ServiceFrame } from '../../parts/service-frame.tsx';
import type { TypedField } from '../../parts/service-keys.data.ts';
import { type MarkState, ServiceMark } from '../../parts/service-mark.tsx';
import { ServiceTyping } from '../../parts/service-typing.tsx';
import { useServiceWording } from '../../texts/service/service-texts.ts';
import type { StepProps } from './step-props.ts';

type View = StepProps<'gateway'>['view'];

/** What an address begins with, so that nobody has to type it. */
const BEGINNING = 'https://';

/** Characters of an address that a field has room for. */
const SHOWN_MAX = 48;

const MARK_OF: Readonly<Record<View['state'], MarkState>> = {
  alone: 'open',
  'no-code': 'open',
  enrolling: 'open',
  connecting: 'open',
  connected: 'good',
  unreachable: 'bad',
  refused: 'bad',
  'not-a-gateway': 'bad',
};

/** The way to the gateway: address and one-time code, typed or scanned, and how it stands with it, in words with a cure. */
export function GatewayStep({ view, warning, act }: StepProps<'gateway'>) {
  const { t } = useServiceWording();
  const { typed, setTyped, typing, setTyping } = useTyped(view);
  const address = typed.address ?? view.url ?? '';
  const code = typed.code ?? '';
  if (typing !== null) {
    const done = (text: string) => {
      setTyped({ ...typed, [typing]: text === BEGINNING ? '' : text });
      setTyping(null);
    };
    return <ServiceTyping field={typing} text={typing === 'code' ? code : address || BEGINNING} onDone={done} />;
  }
  return (
    <ServiceFrame
      step="gateway"
      note={view.shortId === null ? undefined : t('gateway.enrolled', { shortId: view.shortId })}
      warning={warning}
      act={act}
      actions={
        address !== '' && (
          <ActionButton
            target="connect"
            onPress={() => {
              act({ act: 'set-gateway', url: address, code });
              // Good once: of no use afterwards.
              setTyped({ address });
            }}
          >
            {t('gateway.connect')}
          </ActionButton>
        )
      }
    >
      <div className="service-fields">
        <Field field="address" text={address} onPress={() => setTyping('address')} />
        <Field field="code" text={code} onPress={() => setTyping('code')} />
      </div>
      <Standing view={view} />
    </ServiceFrame>
  );
}

/** What was typed and not taken yet. An address that was kept, be it this one or a scanned one, goes before all that was begun here. */
function useTyped({ url, answer }: View) {
  const [typed, setTyped] = useState<Partial<Record<TypedField, string>>>({});
  const [typing, setTyping] = useState<TypedField | null>(null);
  const [seen, setSeen] = useState({ url, answer });
  if (seen.url !== url || seen.answer !== answer) {
    setSeen({ url, answer });
    if (seen.url !== url || answer === 'kept') {
      setTyped({});
      setTyping(null);
    }
  }
  return { typed, setTyped, typing, setTyping };
}

interface FieldProps {
  readonly field: TypedField;
  readonly text: string;
  readonly onPress: () => void;
}

function Field({ field, text, onPress }: FieldProps) {
  const { t } = useServiceWording();
  return (
    <PressButton className={`service-field service-field-${field}`} target={`field-${field}`} onPress={onPress}>
      <span className="service-field-name">{t(`gateway.${field}`)}</span>
      <Fit as="span" className="service-field-fit" largest={6} smallest={3.5}>
        {text === '' ? (
          <span className="service-field-empty" data-fit>
            {t('gateway.none')}
          </span>
        ) : (
          <span className="service-field-text" dir="ltr" lang="en" data-fit>
            {shortened(text)}
          </span>
        )}
      </Fit>
    </PressButton>
  );
}

/** A field shows both ends of what is too long for it; all of it can be seen where it is typed. */
function shortened(text: string): string {
  return text.length <= SHOWN_MAX ? text : `${text.slice(0, SHOWN_MAX / 2)}…${text.slice(-SHOWN_MAX / 2)}`;
}

/** How it stands, what to do about it, and what was wrong with what was typed last. */
function Standing({ view }: { readonly view: View }) {
  const { t } = useServiceWording();
  const { answer, scanner } = view;
  // Who has an identity was taken by some gateway: this one knows nothing of it.
  const state = view.state === 'refused' && view.shortId !== null ? 'unknown' : view.state;
  const isWrong = answer !== null && answer !== 'kept';
  return (
    <Fit className="service-standing" largest={6.5} smallest={3.6}>
      <div className="service-standing-box" role="status" data-fit>
        {isWrong && (
          <p className="service-wrong phrase">
            <Phrase text={t(`gateway.answer.${answer}`)} />
          </p>
        )}
        <p className="service-standing-title">
          <ServiceMark state={MARK_OF[view.state]} />
          <span className="phrase">
            <Phrase text={t(`gateway.state.${state}.title`)} />
          </span>
        </p>
        <p className="service-standing-text phrase">
          <Phrase text={t(`gateway.state.${state}.text`)} />
        </p>
        {state !== 'connected' && !isWrong && (
          <p className="service-hint phrase">
            <Phrase text={scanner ? t('gateway.scan') : t('gateway.hintCode')} />
          </p>
        )}
      </div>
    </Fit>
  );
}
