import { useCallback } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { Notice, NoticeText } from '../parts/notice.tsx';
import { TopBar } from '../parts/top-bar.tsx';
import { useWording } from '../texts/texts.ts';
import { useCommandKeys } from '../touch/command-keys.ts';
import type { PageProps } from './page-props.ts';

/** Where to hold the receipt. The scanner reads on every page of the kiosk; this one says how. */
export function KioskScanPage({ page, send }: PageProps<'kiosk-scan'>) {
  const { t } = useWording();
  const back = useCallback(() => send({ kind: 'kiosk', input: { act: 'back' } }), [send]);
  useCommandKeys({ onEscape: back });
  return (
    <div className="kiosk">
      <TopBar
        title={t('kiosk.ways.scan.title')}
        warning={page.warning}
        onMoreTime={() => send({ kind: 'kiosk', input: { act: 'more-time' } })}
      />
      <Notice icon="scan" title={t('kiosk.scan.title')}>
        <NoticeText text={t('kiosk.scan.text')} />
      </Notice>
      <div className="kiosk-end">
        <ActionButton target="back" clip="kiosk.back" onPress={back}>
          {t('kiosk.back')}
        </ActionButton>
      </div>
    </div>
  );
}
