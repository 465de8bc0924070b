import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { useWording } from '../texts/texts.ts';
import { Icon } from './icons.tsx';

/** What is out of order but does not keep anybody from rating. */
export function Badges({ badges }: { readonly badges: ScreenState['badges'] }) {
  const { t } = useWording();
  return (
    <>
      {badges.offline && (
        <p className="badge">
          <Icon name="offline" />
          <span>{t('badges.offline')}</span>
        </p>
      )}
      {badges.padMissing && (
        <p className="badge">
          <Icon name="keypad" />
          <span>{t('badges.padMissing')}</span>
        </p>
      )}
    </>
  );
}
