import { useCallback, useState } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { Fit } from '../parts/fit.tsx';
import { Keypad } from '../parts/keypad.tsx';
import { PressButton } from '../parts/press-button.tsx';
import { TopBar } from '../parts/top-bar.tsx';
import { EMPTY_ENTRY, isComplete, type SignInEntry, typeKey } from '../state/sign-in-entry.ts';
import { useCountdown } from '../state/use-countdown.ts';
import { useEditingKeys } from '../state/use-editing-keys.ts';
import { useWording } from '../texts/texts.ts';
import { SHAPES } from '../theme/tokens.ts';
import { usePanel } from '../theme/use-panel.ts';
import { useCommandKeys } from '../touch/command-keys.ts';
import { useTypedText } from '../touch/typed-keys.ts';
import type { PageProps } from './page-props.ts';

const NO_WAIT = { remainingMs: 0, totalMs: 1 };

/** 签到: number and PIN, or a card. Says nothing of ratings, and never what exactly was wrong. */
export function StaffSignInPage({ page, send }: PageProps<'staff'>) {
  const { t } = useWording();
  const [entry, setEntry] = useState(EMPTY_ENTRY);
  const [epoch, setEpoch] = useState(0);
  const type = useCallback((key: string) => {
    setEntry((before) => typeKey(before, key));
    setEpoch((before) => before + 1);
  }, []);
  const stay = () => send({ kind: 'stay-at-staff' });
  const enter = useCallback(
    (what: 'in' | 'out') => {
      if (!isComplete(entry)) return type('Enter');
      send({ kind: 'staff-enter', number: entry.number, pin: entry.pin, what });
      // A PIN is kept no longer than it is needed.
      setEntry({ ...entry, pin: '' });
    },
    [entry, send, type],
  );
  useTypedText(type);
  useEditingKeys(type, () => enter('in'));
  const close = () => send({ kind: 'close-staff' });
  useCommandKeys({ onEscape: close });
  return (
    <div className="sign-in" onPointerDownCapture={stay} onKeyDownCapture={stay}>
      <Keypad epoch={epoch} onKey={type} />
      <div className="sign-in-form">
        <TopBar title={t('staff.title')} warning={null} onMoreTime={stay} />
        <p className="sign-in-current">
          {page.current === null ? t('staff.nobody') : t('staff.current', page.current)}
        </p>
        <div className="fields">
          <Field name="number" entry={entry} onChoose={setEntry} />
          <Field name="pin" entry={entry} onChoose={setEntry} />
        </div>
        <Answer page={page} />
        <div className="sign-in-end">
          <ActionButton target="close" onPress={close}>
            {t('staff.close')}
          </ActionButton>
          {page.current !== null && (
            <ActionButton target="leave" onPress={() => enter('out')}>
              {t('staff.leave')}
            </ActionButton>
          )}
          <ActionButton target="enter" onPress={() => enter('in')}>
            {t('staff.enter')}
          </ActionButton>
        </div>
      </div>
    </div>
  );
}

interface FieldProps {
  readonly name: SignInEntry['field'];
  readonly entry: SignInEntry;
  readonly onChoose: (entry: SignInEntry) => void;
}

/** Shows what was typed; of a PIN only how much. */
function Field({ name, entry, onChoose }: FieldProps) {
  const { t } = useWording();
  const typed = name === 'pin' ? '●'.repeat(entry.pin.length) : entry.number;
  return (
    <PressButton
      className="field"
      target={`field-${name}`}
      on={entry.field === name}
      onPress={() => onChoose({ ...entry, field: name })}
    >
      <span className="field-name">{t(`staff.${name}`)}</span>
      <span className="field-typed" dir="ltr">
        {typed}
      </span>
    </PressButton>
  );
}

/** What became of the last try; near the end of the page's time how long it stays, which every touch renews. */
function Answer({ page }: Pick<PageProps<'staff'>, 'page'>) {
  const { t } = useWording();
  const wait = useCountdown(page.locked ?? NO_WAIT);
  const left = useCountdown(page.warning ?? NO_WAIT);
  const { shape } = usePanel();
  return (
    <Fit className="sign-in-answer" largest={SHAPES[shape].sizes.body * 0.9} smallest={3.5}>
      <p className="sign-in-said" role="status" data-wrong={isRefusal(page.answer) || undefined} data-fit>
        <span className="sign-in-line">{t(page.answer === null ? 'staff.card' : `staff.${page.answer}`)}</span>
        {wait > 0 && page.answer !== 'checking' && (
          <span className="sign-in-line">{t('staff.locked', { seconds: wait })}</span>
        )}
        {wait === 0 && page.warning !== null && (
          <span className="sign-in-line">{t('staff.closing', { seconds: left })}</span>
        )}
      </p>
    </Fit>
  );
}

function isRefusal(answer: PageProps<'staff'>['page']['answer']): boolean {
  return answer !== null && answer !== 'checking';
}
