import type { Countdown } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { ServiceInput } from '@mingjing/device-app/core/service/service-input.ts';
import type { ServiceView, ServiceViewOf } from '@mingjing/device-app/core/service/service-page.ts';

export interface StepProps<S extends ServiceView['step']> {
  readonly view: ServiceViewOf<S>;
  readonly warning: Countdown | null;
  readonly act: (input: ServiceInput) => void;
}
