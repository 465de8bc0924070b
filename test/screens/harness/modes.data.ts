import type { Display } from '@mingjing/shared/domain/display.ts';

/** The ways of showing that look different, by name. */
export const MODES: Readonly<Record<string, Partial<Display>>> = {
  usual: {},
  dark: { theme: 'dark' },
  contrast: { theme: 'contrast' },
  elder: { elder: true },
  large: { large: true },
  'large-contrast': { large: true, theme: 'contrast' },
  'elder-low': { elder: true, low: true },
};
