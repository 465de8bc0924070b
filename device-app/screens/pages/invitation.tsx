import type { ServiceCard } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { Fit } from '../parts/fit.tsx';
import { LevelTile } from '../parts/level-tile.tsx';
import { Phrase } from '../parts/phrase.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import { TopBar } from '../parts/top-bar.tsx';
import { useWording } from '../texts/texts.ts';
import { isPrivacyInFoot } from '../theme/panel.ts';
import { usePanel } from '../theme/use-panel.ts';
import { useTypedKeys } from '../touch/typed-keys.ts';
import { type PressSource, usePressGate } from '../touch/use-press.ts';
import type { PageProps } from './page-props.ts';

/** The question: what was served and by whom, five levels, and the way to answer on a phone instead. */
export function InvitationPage({ page, send }: PageProps<'invitation'>) {
  const { t, language } = useWording();
  const panel = usePanel();
  const { sessionId, levels } = page;
  const press = (level: Level, source: PressSource) => send({ kind: 'press', sessionId, level, source });
  useDigitKeys(levels, press);
  const largest = {
    'zh-CN': { compact: 8, regular: 8, portrait: 9.5 },
    en: { compact: 5.5, regular: 6, portrait: 6.2 },
    ug: { compact: 6, regular: 7, portrait: 7.5 },
    bo: { compact: 4.6, regular: 6, portrait: 8 },
  };
  return (
    <div className={page.qrUrl === null ? 'invitation' : 'invitation invitation-with-qr'}>
      <TopBar
        title={t('invitation.title')}
        warning={page.warning}
        onMoreTime={() => send({ kind: 'more-time', sessionId })}
      />
      <div className="invitation-upper">
        <div className="service">
          <Facts card={page.card} />
          {!isPrivacyInFoot(panel) && (
            <Fit className="privacy-fit" largest={6} smallest={3.6}>
              <p className="service-privacy phrase" data-fit>
                <Phrase text={t('privacy')} />
              </p>
            </Fit>
          )}
        </div>
        {page.qrUrl !== null && (
          <div className="scan">
            <QrCode url={page.qrUrl} label={t('invitation.qr')} />
            <Fit className="scan-fit" largest={5} smallest={3.5}>
              <p className="scan-words" data-fit>
                {t('invitation.scan')}
              </p>
            </Fit>
          </div>
        )}
      </div>
      <Fit className="tiles" largest={largest[language][panel.shape]} smallest={3.5} label={t('invitation.levels')}>
        {levels.map((level) => (
          <LevelTile key={level} level={level} onPress={(source) => press(level, source)} />
        ))}
      </Fit>
    </div>
  );
}

/** What the citizen is asked to rate. Facts that the policy does not show are absent. */
function Facts({ card }: { readonly card: ServiceCard }) {
  const { t, language } = useWording();
  const matter = card.otherMatter ? t('kiosk.choice.other') : card.matterName;
  const { shape, ample } = usePanel();
  // Larger words for matter and person leave a low panel no room for their numbers.
  const isNumbered = !(shape === 'compact' && ample);
  const facts = [
    { name: 'staff', words: t('invitation.staff'), value: card.staffName, isNumber: false },
    { name: 'number', words: t('invitation.number'), value: card.staffNumber, isNumber: true },
    { name: 'window', words: t('invitation.window'), value: card.windowName, isNumber: false },
    { name: 'serial', words: t('invitation.serial'), value: card.serialNumber, isNumber: true },
  ].filter(({ value, isNumber }) => value !== undefined && (isNumbered || !isNumber));
  const largest = { compact: 6, regular: 8.5, portrait: 9 }[shape];
  return (
    <Fit className="facts" largest={largest} smallest={4.3}>
      <div className="facts-box" data-fit>
        {matter !== undefined && (
          <p className="matter">
            <span className="fact-term">{t('invitation.matter')}</span>
            <span className="matter-name phrase" lang={card.otherMatter ? language : 'zh-CN'}>
              <Phrase text={matter} />
            </span>
          </p>
        )}
        <p className="facts-row">
          {facts.map(({ name, words, value }) => (
            <span className="service-fact" key={name}>
              <span className="fact-term">{words}</span>
              <span className="fact-value" lang="zh-CN">
                {value}
              </span>
            </span>
          ))}
        </p>
      </div>
    </Fit>
  );
}

/** The digits of a keypad are the levels themselves: 5 is the best. */
function useDigitKeys(levels: readonly Level[], press: (level: Level, source: PressSource) => void): void {
  const gate = usePressGate();
  useTypedKeys((key) => {
    const level = levels.find((candidate) => String(candidate) === key);
    if (level !== undefined && gate.admit('level')) press(level, 'keyboard');
  });
}
