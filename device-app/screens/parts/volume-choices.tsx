import type { Display } from '@mingjing/device-app/core/screen/screen-state.ts';
import { useDisplay } from '../state/use-display.ts';
import { useWording } from '../texts/texts.ts';
import { Fit } from './fit.tsx';
import { Icon } from './icons.tsx';
import { PressButton } from './press-button.tsx';

const VOLUMES = [0, 1, 2, 3] as const;

interface VolumeProps {
  readonly onDisplay: (display: Partial<Display>) => void;
}

/** Every volume in one tap, silent first. */
export function VolumeChoices({ onDisplay }: VolumeProps) {
  const { t } = useWording();
  const { volume } = useDisplay();
  return (
    <Fit className="choices choices-volume" largest={6} smallest={3.5} label={t('display.volume')}>
      {VOLUMES.map((one) => (
        <PressButton
          key={one}
          clip={['display.volume', `display.volumes.v${one}`]}
          target={`volume-${one}`}
          className="choice"
          label={`${t('display.volume')} ${t(`display.volumes.v${one}`)}`}
          on={one === volume}
          onPress={() => onDisplay({ volume: one })}
        >
          <Icon name={`volume${one}`} />
          <span className="choice-words" data-fit>
            {t(`display.volumes.v${one}`)}
          </span>
        </PressButton>
      ))}
    </Fit>
  );
}

/** Where there is no room for all: one button that goes through them, from loudest to silent and up again. */
export function VolumeStep({ onDisplay }: VolumeProps) {
  const { t } = useWording();
  const { volume } = useDisplay();
  const now = VOLUMES.find((one) => one === volume) ?? 2;
  return (
    // Pressing on through the steps is no repeated press.
    <PressButton
      target={`volume-${now}`}
      clip={['display.volume', `display.volumes.v${now}`]}
      className="choice"
      label={`${t('display.volume')} ${t(`display.volumes.v${now}`)}`}
      onPress={() => onDisplay({ volume: VOLUMES[(now + 1) % VOLUMES.length] ?? 2 })}
    >
      <Icon name={`volume${now}`} />
      <span className="choice-words" data-fit>
        {t(`display.volumes.v${now}`)}
      </span>
    </PressButton>
  );
}
