import { Notice, NoticeText } from '../parts/notice.tsx';
import { useWording } from '../texts/texts.ts';

/** The same service was rated on the phone while this screen asked. */
export function AlreadyRatedPage() {
  const { t } = useWording();
  return (
    <Notice icon="phone" title={t('alreadyRated.title')}>
      <NoticeText text={t('alreadyRated.text')} />
    </Notice>
  );
}
