import type { Countdown } from '@mingjing/device-app/core/screen/screen-state.ts';
import { useCallback } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { CountdownBar } from '../parts/countdown-bar.tsx';
import { Notice, NoticeText } from '../parts/notice.tsx';
import { useCountdown } from '../state/use-countdown.ts';
import { useWording } from '../texts/texts.ts';
import { useCommandKeys } from '../touch/command-keys.ts';
import type { PageProps } from './page-props.ts';

function TimeLeft({ countdown }: { readonly countdown: Countdown }) {
  const { t } = useWording();
  const seconds = useCountdown(countdown);
  return (
    <div className="notice-time">
      <CountdownBar countdown={countdown} />
      <p>{t('undo.left', { seconds })}</p>
    </div>
  );
}

/** The pressed level can still be taken back. Says nothing of which level it was. */
export function UndoPage({ page, send }: PageProps<'undo'>) {
  const { t } = useWording();
  const { sessionId, countdown } = page;
  const undo = useCallback(() => send({ kind: 'undo', sessionId }), [send, sessionId]);
  const confirm = useCallback(() => send({ kind: 'confirm', sessionId }), [send, sessionId]);
  useCommandKeys({ onEscape: undo, onEnter: confirm });
  return (
    <Notice icon="tray" title={t('undo.title')}>
      <NoticeText text={t('undo.ask')} />
      <div className="notice-actions">
        <ActionButton target="undo" clip="again" onPress={undo}>
          {t('undo.again')}
        </ActionButton>
        <ActionButton target="confirm" clip="done" onPress={confirm}>
          {t('undo.done')}
        </ActionButton>
      </div>
      {countdown === null ? <p className="notice-time">{t('undo.unhurried')}</p> : <TimeLeft countdown={countdown} />}
    </Notice>
  );
}
