/** Of the amplitude, for `display.volume` 0 to 3: silent, −12 dB, −6 dB, all. The hall's own amplifier makes it 65 dBA at step 2. */
export const GAINS = [0, 0.25, 0.5, 1] as const;
