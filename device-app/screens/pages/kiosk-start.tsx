import type { KioskWay } from '@mingjing/device-app/core/kiosk/kiosk-page.ts';
import { Fit } from '../parts/fit.tsx';
import { Icon, type IconName } from '../parts/icons.tsx';
import { Phrase } from '../parts/phrase.tsx';
import { PressButton } from '../parts/press-button.tsx';
import { TopBar } from '../parts/top-bar.tsx';
import { useWording } from '../texts/texts.ts';
import type { Shape } from '../theme/tokens.ts';
import { usePanel } from '../theme/use-panel.ts';
import type { PageProps } from './page-props.ts';

const ICON_OF: Readonly<Record<KioskWay, IconName>> = { scan: 'scan', number: 'keypad', place: 'counter' };

const LARGEST: Readonly<Record<Shape, number>> = { compact: 7.5, regular: 9, portrait: 13 };

/** Where every citizen begins: the ways to say what was done, all of one size. */
export function KioskStartPage({ page, send }: PageProps<'kiosk-start'>) {
  const { t } = useWording();
  const { shape } = usePanel();
  return (
    <div className="kiosk">
      <TopBar
        title={t('kiosk.title')}
        warning={page.warning}
        onMoreTime={() => send({ kind: 'kiosk', input: { act: 'more-time' } })}
      />
      <Fit className="kiosk-ways" largest={LARGEST[shape]} smallest={4.9} label={t('kiosk.title')}>
        {page.ways.map((way) => (
          <PressButton
            key={way}
            clip={[`kiosk.ways.${way}.title`, `kiosk.ways.${way}.text`]}
            className="kiosk-way"
            target={`way-${way}`}
            onPress={() => send({ kind: 'kiosk', input: { act: 'way', way } })}
          >
            <span className="kiosk-way-sign">
              <Icon name={ICON_OF[way]} />
            </span>
            <span className="kiosk-way-box">
              <span className="kiosk-way-words" data-fit>
                <span className="kiosk-way-title phrase">
                  <Phrase text={t(`kiosk.ways.${way}.title`)} />
                </span>
                <span className="kiosk-way-text phrase">
                  <Phrase text={t(`kiosk.ways.${way}.text`)} />
                </span>
              </span>
            </span>
          </PressButton>
        ))}
      </Fit>
      <p className="kiosk-privacy phrase">
        <Phrase text={t('privacy')} />
      </p>
    </div>
  );
}
