/** Outputs that the terminal sends by itself to every device that declares them; they tell its condition and never a level (P5). */
export const SIGNALS = ['idle', 'armed', 'fault'] as const;
export type Signal = (typeof SIGNALS)[number];
