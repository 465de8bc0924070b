import { Fit } from '../../parts/fit.tsx';
import { Icon, type IconName } from '../../parts/icons.tsx';
import { Phrase } from '../../parts/phrase.tsx';
import { PressButton } from '../../parts/press-button.tsx';
import { ServiceEnd } from '../../parts/service-frame.tsx';
import { SERVICE_STEPS } from '../../parts/service-steps.data.ts';
import { TopBar } from '../../parts/top-bar.tsx';
import { useServiceWording } from '../../texts/service/service-texts.ts';
import { usePanel } from '../../theme/use-panel.ts';
import type { StepProps } from './step-props.ts';

const STATE_ICON = { done: 'check', open: 'circle', waiting: 'link', trouble: 'tool' } as const satisfies Record<
  string,
  IconName
>;
const LARGEST = { compact: 6, regular: 8, portrait: 9 } as const;

/** All service pages, each with how it stands. */
export function MenuStep({ view, warning, act }: StepProps<'menu'>) {
  const { t } = useServiceWording();
  const { shape } = usePanel();
  const { windowName, appVersion: version } = view;
  return (
    <div className="service-frame">
      <TopBar
        title={t('menu.title')}
        note={windowName === '' ? t('menu.version', { version }) : t('menu.note', { window: windowName, version })}
        warning={warning}
        onMoreTime={() => act({ act: 'stay' })}
      />
      <Fit className="service-body service-menu" largest={LARGEST[shape]} smallest={3.6} label={t('menu.title')}>
        {SERVICE_STEPS.map(({ step, icon }) => (
          <MenuItem
            key={step}
            icon={icon}
            name={t(`steps.${step}`)}
            state={view.items.find((item) => item.step === step)?.state ?? null}
            target={step}
            onPress={() => act({ act: 'go', to: step })}
          />
        ))}
      </Fit>
      <ServiceEnd act={act} back={false} />
    </div>
  );
}

interface MenuItemProps {
  readonly icon: IconName;
  readonly name: string;
  readonly state: StepProps<'menu'>['view']['items'][number]['state'];
  readonly target: string;
  readonly onPress: () => void;
}

function MenuItem({ icon, name, state, target, onPress }: MenuItemProps) {
  const { t, language } = useServiceWording();
  const { shape } = usePanel();
  // Higher letters leave room for the sign alone; its shape tells the states apart.
  const isNarrow = shape === 'compact' && (language === 'ug' || language === 'bo');
  return (
    <PressButton className="service-item" target={target} onPress={onPress}>
      <span className="service-item-sign">
        <Icon name={icon} />
      </span>
      <span className="service-item-box">
        <span className="service-item-words" data-fit>
          <span className="service-item-name phrase">
            <Phrase text={name} />
          </span>
          {state !== null && (
            <span className="service-item-state" data-state={state}>
              <Icon name={STATE_ICON[state]} />
              <span className={isNarrow ? 'unseen' : 'service-item-state-word'}>{t(`state.${state}`)}</span>
            </span>
          )}
        </span>
      </span>
    </PressButton>
  );
}
