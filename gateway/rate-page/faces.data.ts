import type { Level } from '@mingjing/shared/domain/levels.ts';

/** Mouth and brows of each level on a 24 × 24 grid. Drawn, because emoji differ from phone to phone. */
export const FACES: Readonly<Record<Level, { readonly mouth: string; readonly brows: string }>> = {
  5: { mouth: 'M6.8 13.6h10.4c-.6 5.4-9.8 5.4-10.4 0z', brows: 'M6.6 7.2c.9-1.2 2.3-1.2 3.2 0M14.2 7.2c.9-1.2 2.3-1.2 3.2 0' },
  4: { mouth: 'M7.4 14.6c2 3 7.2 3 9.2 0', brows: 'M6.8 7c.9-.7 2-.7 2.9 0M14.3 7c.9-.7 2-.7 2.9 0' },
  3: { mouth: 'M7.8 15.6h8.4', brows: 'M6.8 6.9h3M14.2 6.9h3' },
  2: { mouth: 'M7.4 17c2-3 7.2-3 9.2 0', brows: 'M6.6 7.5l3.1-.7M17.4 7.5l-3.1-.7' },
  1: { mouth: 'M6.8 17.8c1.6-5.2 8.8-5.2 10.4 0', brows: 'M6.4 6.4l3.5 1.6M17.6 6.4l-3.5 1.6' },
};
