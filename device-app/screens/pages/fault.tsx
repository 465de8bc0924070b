import { Notice, NoticeText } from '../parts/notice.tsx';
import { useWording } from '../texts/texts.ts';
import type { PageProps } from './page-props.ts';

/** Ratings cannot be kept now: says so, rather than take one and lose it. */
export function FaultPage({ page }: PageProps<'fault'>) {
  const { t } = useWording();
  return (
    <Notice icon="tool" title={t('fault.title')}>
      <NoticeText text={t(page.code === 'runtime-lost' ? 'fault.lost' : 'fault.storage')} />
      <p className="notice-code">
        {t('fault.code')} <span lang="en">{page.code}</span>
      </p>
    </Notice>
  );
}
