import type { Level } from './levels.ts';

/**
 * The five faces, drawn once for every place where a citizen meets the scale: told by mouth and brows, of no sex, skin or culture. In a
 * box of {@link FACE_BOX} units: a disc, on it a brow on the left with its mirror image on the right, two eyes and a mouth.
 */
export interface FaceStrokes {
  readonly brow: string;
  readonly mouth: string;
  /** An open mouth is filled. */
  readonly open: boolean;
}

export const FACE_BOX = 48;
export const FACE_DISC = { cx: 24, cy: 24, r: 23 } as const;
export const FACE_EYES = [
  { cx: 16.5, cy: 20.6, r: 2.7 },
  { cx: 31.5, cy: 20.6, r: 2.7 },
] as const;
/** Puts the left brow on the right. */
export const BROW_MIRROR = 'matrix(-1 0 0 1 48 0)';
/** Width of brows and mouth; ends and corners are round. */
export const FACE_STROKE = 3.2;

export const LEVEL_FACES: Readonly<Record<Level, FaceStrokes>> = {
  5: { brow: 'M11.6 13.6 Q15.8 9.2 20 12.6', mouth: 'M12.8 27.5 H35.2 Q33.8 38 24 38 Q14.2 38 12.8 27.5 Z', open: true },
  4: { brow: 'M12 13.6 Q16 11 20 13.2', mouth: 'M14 29.8 Q24 38.4 34 29.8', open: false },
  3: { brow: 'M12.2 13.4 H19.8', mouth: 'M15.5 32.8 H32.5', open: false },
  2: { brow: 'M11.8 14.6 L19.6 12.2', mouth: 'M14.5 35.8 Q24 28.2 33.5 35.8', open: false },
  1: { brow: 'M11 15.4 L19.8 10.2', mouth: 'M13.6 38.2 Q15 28.6 24 28.6 Q33 28.6 34.4 38.2 Z', open: true },
};
