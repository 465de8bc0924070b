import type { Countdown } from '@mingjing/device-app/core/screen/screen-state.ts';
import { useCountdown } from '../state/use-countdown.ts';
import { useWording } from '../texts/texts.ts';
import { ActionButton } from './action-button.tsx';
import { CountdownBar } from './countdown-bar.tsx';
import { Fit } from './fit.tsx';

/** The last seconds of a page, and the way to have more of them. Takes the place of the title; nothing else moves. */
export function WarningBar({ countdown, onMore }: { readonly countdown: Countdown; readonly onMore: () => void }) {
  const { t } = useWording();
  const seconds = useCountdown(countdown);
  return (
    <div className="warning">
      <div className="warning-text">
        <Fit className="warning-fit" largest={6.5} smallest={3.6}>
          <p className="warning-words" data-fit>
            {t('warning.left', { seconds })}
          </p>
        </Fit>
        <CountdownBar countdown={countdown} />
      </div>
      <ActionButton target="more-time" clip="warning.more" onPress={onMore}>
        {t('warning.more')}
      </ActionButton>
    </div>
  );
}
