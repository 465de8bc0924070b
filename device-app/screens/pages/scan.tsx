import type { ScanNotice } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { IconName } from '../parts/icons.tsx';
import { Notice, NoticeText } from '../parts/notice.tsx';
import { useWording } from '../texts/texts.ts';
import type { PageProps } from './page-props.ts';

const ICON_OF: Readonly<Record<ScanNotice, IconName>> = {
  'looking-up': 'search',
  'already-rated': 'check',
  expired: 'dash',
  unknown: 'search',
  offline: 'offline',
  unreadable: 'scan',
  busy: 'dash',
};

/** What became of a code held to the scanner. Never says whose it was. */
export function ScanPage({ page }: PageProps<'scan'>) {
  const { t } = useWording();
  return (
    <Notice icon={ICON_OF[page.notice]} title={t(`scan.${page.notice}.title`)}>
      <NoticeText text={t(`scan.${page.notice}.text`)} />
    </Notice>
  );
}
