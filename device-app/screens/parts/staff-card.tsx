import type { StaffCard as StaffCardState } from '@mingjing/device-app/core/screen/idle-page.ts';
import { Fragment } from 'react';
import { useWording } from '../texts/texts.ts';
import { SHAPES } from '../theme/tokens.ts';
import { usePanel } from '../theme/use-panel.ts';
import { Fit } from './fit.tsx';
import { Photo } from './photo.tsx';
import { Stars } from './stars.tsx';

/** A name of several parts, 阿卜杜热合曼·麦麦提敏: a line ends after the dot, never before it. */
function PartedName({ name }: { readonly name: string }) {
  return (name.match(/[^·・•]*[·・•]|[^·・•]+/g) ?? []).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
    <Fragment key={index}>
      {index > 0 && <wbr />}
      <span className="staff-name-part">{part}</span>
    </Fragment>
  ));
}

/** Who serves at the window: face, name, number, post and the stars that were awarded. */
export function StaffCard({ staff }: { readonly staff: StaffCardState }) {
  const { t } = useWording();
  const { shape } = usePanel();
  const { name, number, post, stars, photo } = staff;
  return (
    <div className="staff">
      {photo !== null && <Photo photo={photo} label={t('idle.photo', { name })} />}
      <Fit className="staff-words" largest={SHAPES[shape].sizes.body * 1.15} smallest={3.9} unbrokenFrom={4.4}>
        <p className="staff-name" lang="zh-CN" data-fit>
          <PartedName name={name} />
        </p>
        <dl className="staff-facts" data-fit>
          <div className="fact">
            <dt>{t('idle.number')}</dt>
            <dd>{number}</dd>
          </div>
          {post !== '' && (
            <div className="fact">
              <dt>{t('idle.post')}</dt>
              <dd lang="zh-CN">{post}</dd>
            </div>
          )}
          {stars !== null && (
            <div className="fact">
              <dt>{t('idle.stars')}</dt>
              <dd>
                <span className="unseen">{t('idle.starsOf', { count: stars })}</span>
                <Stars count={stars} />
              </dd>
            </div>
          )}
        </dl>
      </Fit>
    </div>
  );
}
