import { Notice, NoticeText } from '../parts/notice.tsx';
import { useWording } from '../texts/texts.ts';

/** Committed, and nothing more to do. The same words for every level. */
export function ThanksPage() {
  const { t } = useWording();
  return (
    <Notice icon="check" title={t('thanks.title')}>
      <NoticeText text={t('thanks.text')} />
    </Notice>
  );
}
