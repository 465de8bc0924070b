import { Fit } from '../parts/fit.tsx';
import { Phrase } from '../parts/phrase.tsx';
import { useWording } from '../texts/texts.ts';
import type { PageProps } from './page-props.ts';

/** 窗口信息公示: which window this is and who serves at it. */
export function IdlePage({ page }: PageProps<'idle'>) {
  const { t } = useWording();
  return (
    <div className="idle">
      <Fit className="idle-window" largest={20} smallest={5} unbrokenFrom={8}>
        {page.windowName !== '' && <p className="idle-caption">{t('idle.title')}</p>}
        <div className="idle-names">
          <h1 className="idle-name phrase" lang={page.windowName === '' ? undefined : 'zh-CN'} data-fit>
            <Phrase text={page.windowName === '' ? t('idle.title') : page.windowName} />
          </h1>
          <p className="idle-department phrase" lang="zh-CN" data-fit>
            <Phrase text={page.department} />
          </p>
        </div>
      </Fit>
      <div className="idle-staff">
        {page.staff === null ? <p className="idle-nobody">{t('idle.noStaff')}</p> : <StaffCard staff={page.staff} />}
        <div className="idle-foot">
          <p>{t('idle.hint')}</p>
          <p>{t('privacy')}</p>
        </div>
      </div>
    </div>
  );
}

function StaffCard({ staff }: { readonly staff: NonNullable<PageProps<'idle'>['page']['staff']> }) {
  const { t } = useWording();
  return (
    <Fit className="staff" largest={17} smallest={5} unbrokenFrom={8}>
      <p className="staff-caption">{t('idle.staff')}</p>
      <p className="staff-name" lang="zh-CN" data-fit>
        {staff.name}
      </p>
      <dl className="staff-facts" data-fit>
        <div className="fact">
          <dt>{t('idle.number')}</dt>
          <dd>{staff.number}</dd>
        </div>
        {staff.post !== '' && (
          <div className="fact">
            <dt>{t('idle.post')}</dt>
            <dd lang="zh-CN">{staff.post}</dd>
          </div>
        )}
      </dl>
    </Fit>
  );
}
