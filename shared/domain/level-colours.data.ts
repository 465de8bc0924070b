import type { Level } from './levels.ts';

/** Blue to brown, told apart under all three colour vision deficiencies (UX §3.5). Words and signs on them are {@link ON_LEVEL}. */
export const LEVEL_COLOURS: Readonly<Record<Level, string>> = { 5: '#003f88', 4: '#0072b2', 3: '#6b7280', 2: '#c2570c', 1: '#7a1f0b' };
export const ON_LEVEL = '#ffffff';
