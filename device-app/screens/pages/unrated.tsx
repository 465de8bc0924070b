import { Notice } from '../parts/notice.tsx';
import { useWording } from '../texts/texts.ts';

/** Time ran out. Says so without reproach. */
export function UnratedPage() {
  const { t } = useWording();
  return (
    <Notice icon="dash" title={t('unrated.title')}>
      <p className="notice-text">{t('unrated.text')}</p>
    </Notice>
  );
}
