import type { Level } from '@mingjing/shared/domain/levels.ts';

/** Strokes of the five faces in a box of 48 × 48: a brow on the left (the right one is its mirror image) and a mouth. */
export interface FaceStrokes {
  readonly brow: string;
  readonly mouth: string;
  /** An open mouth is filled. */
  readonly open: boolean;
}

export const FACES: Readonly<Record<Level, FaceStrokes>> = {
  5: { brow: 'M11.5 15.5 Q16 10.5 20.5 14.5', mouth: 'M12.5 27 H35.5 Q34 38.5 24 38.5 Q14 38.5 12.5 27 Z', open: true },
  4: { brow: 'M12 15 Q16 12.2 20 14.6', mouth: 'M14 29.5 Q24 38.5 34 29.5', open: false },
  3: { brow: 'M12 14.5 H20', mouth: 'M15.5 32.5 H32.5', open: false },
  2: { brow: 'M11.8 15.8 L19.8 13', mouth: 'M14 36 Q24 27 34 36', open: false },
  1: { brow: 'M11.5 11.5 L20.5 16.8', mouth: 'M13.5 38.5 Q15 28 24 28 Q33 28 34.5 38.5 Z', open: true },
};
