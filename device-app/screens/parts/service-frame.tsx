import type { Countdown } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { ServiceInput, ServiceStep } from '@mingjing/device-app/core/service/service-input.ts';
import type { ReactNode } from 'react';
import { useServiceWording } from '../texts/service/service-texts.ts';
import { ActionButton } from './action-button.tsx';
import { SERVICE_STEPS } from './service-steps.data.ts';
import { TopBar } from './top-bar.tsx';

export interface ServiceFrameProps {
  readonly step: ServiceStep;
  /** What else is to be said beside the number of the step. */
  readonly note?: string | undefined;
  /** False before there is a menu to be numbered by. */
  readonly numbered?: boolean;
  readonly warning: Countdown | null;
  readonly act: (input: ServiceInput) => void;
  /** What can be done on this page, between the ways out. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A service page: its title and number above, the ways out at the same two places below. */
export function ServiceFrame({ step, note, warning, act, actions, children }: ServiceFrameProps) {
  return (
    <div className="service-frame">
      <ServiceTop step={step} note={note} warning={warning} act={act} />
      <div className="service-body">{children}</div>
      <ServiceEnd act={act}>{actions}</ServiceEnd>
    </div>
  );
}

/** The title of a page behind the menu, with its number among them. */
export function ServiceTop({
  step,
  note,
  numbered = true,
  warning,
  act,
}: Omit<ServiceFrameProps, 'actions' | 'children'>) {
  const { t } = useServiceWording();
  const at = SERVICE_STEPS.findIndex((row) => row.step === step) + 1;
  const place = t('place', { at, of: SERVICE_STEPS.length });
  return (
    <TopBar
      title={t(`steps.${step}`)}
      note={[...(numbered ? [place] : []), ...(note === undefined ? [] : [note])].join(' · ') || undefined}
      warning={warning}
      onMoreTime={() => act({ act: 'stay' })}
    />
  );
}

export interface ServiceEndProps {
  readonly act: (input: ServiceInput) => void;
  /** Whether there is a menu to go back to. */
  readonly back?: boolean;
  readonly children?: ReactNode;
}

/** The lower edge: back to the menu at its beginning, out of the pages at its end. */
export function ServiceEnd({ act, back = true, children }: ServiceEndProps) {
  const { t } = useServiceWording();
  return (
    <div className="service-end">
      {back && (
        <ActionButton target="back" onPress={() => act({ act: 'back' })}>
          {t('back')}
        </ActionButton>
      )}
      <div className="service-acts">{children}</div>
      <ActionButton target="close" onPress={() => act({ act: 'close' })}>
        {t('close')}
      </ActionButton>
    </div>
  );
}
