import {
  BROW_MIRROR,
  FACE_BOX,
  FACE_DISC,
  FACE_EYES,
  FACE_STROKE,
  LEVEL_FACES,
} from '@mingjing/shared/domain/level-faces.data.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';

/** A face for a level, the same as on the phone page. Takes its colours from the tile around it. */
export function Face({ level }: { readonly level: Level }) {
  const { brow, mouth, open } = LEVEL_FACES[level];
  return (
    <svg className="face" viewBox={`0 0 ${FACE_BOX} ${FACE_BOX}`} aria-hidden="true" focusable="false">
      <circle className="face-disc" {...FACE_DISC} />
      <g className="face-strokes" strokeWidth={FACE_STROKE}>
        <path d={brow} />
        <path d={brow} transform={BROW_MIRROR} />
        <path d={mouth} className={open ? 'face-open' : undefined} />
      </g>
      {FACE_EYES.map((eye) => (
        <circle className="face-eye" key={eye.cx} {...eye} />
      ))}
    </svg>
  );
}
