import type { Display } from '@mingjing/shared/domain/display.ts';
import type { IconName } from './icons.tsx';

export interface DisplayToggle {
  /** Its words are `display.<name>`. */
  readonly name: 'elder' | 'large' | 'contrast' | 'dark' | 'guided' | 'low';
  readonly icon: IconName;
  readonly isOn: (display: Display) => boolean;
  readonly change: (display: Display) => Partial<Display>;
  /** Only where a panel is tall. */
  readonly tallOnly?: true;
}

/** What can be switched in 显示与语言, in this order. */
export const DISPLAY_TOGGLES: readonly DisplayToggle[] = [
  { name: 'elder', icon: 'elder', isOn: ({ elder }) => elder, change: ({ elder }) => ({ elder: !elder }) },
  { name: 'large', icon: 'letters', isOn: ({ large }) => large, change: ({ large }) => ({ large: !large }) },
  {
    name: 'contrast',
    icon: 'contrast',
    isOn: ({ theme }) => theme === 'contrast',
    change: ({ theme }) => ({ theme: theme === 'contrast' ? 'light' : 'contrast' }),
  },
  {
    name: 'dark',
    icon: 'moon',
    isOn: ({ theme }) => theme === 'dark',
    change: ({ theme }) => ({ theme: theme === 'dark' ? 'light' : 'dark' }),
  },
  { name: 'guided', icon: 'voice', isOn: ({ guided }) => guided, change: ({ guided }) => ({ guided: !guided }) },
  { name: 'low', icon: 'lower', isOn: ({ low }) => low, change: ({ low }) => ({ low: !low }), tallOnly: true },
];
