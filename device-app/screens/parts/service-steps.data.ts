import type { ServiceStep } from '@mingjing/device-app/core/service/service-input.ts';
import type { IconName } from './icons.tsx';

/** The service pages behind the menu, in its order, each with its sign. */
export const SERVICE_STEPS: readonly { readonly step: ServiceStep; readonly icon: IconName }[] = [
  { step: 'gateway', icon: 'link' },
  { step: 'panel', icon: 'panel' },
  { step: 'pads', icon: 'keypad' },
  { step: 'senses', icon: 'sound' },
  { step: 'self-test', icon: 'stairs' },
  { step: 'diagnostics', icon: 'pulse' },
  { step: 'bundle', icon: 'box' },
  { step: 'new-pin', icon: 'lock' },
];
