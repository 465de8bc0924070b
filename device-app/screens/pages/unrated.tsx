import { Notice, NoticeText } from '../parts/notice.tsx';
import { useWording } from '../texts/texts.ts';

/** Time ran out. Says so without reproach. */
export function UnratedPage() {
  const { t } = useWording();
  return (
    <Notice icon="dash" title={t('unrated.title')}>
      <NoticeText text={t('unrated.text')} />
    </Notice>
  );
}
