import type { Level } from '@mingjing/shared/domain/levels.ts';
import { FACES } from './faces.data.ts';

/** A face for a level: told by mouth and brows, of no sex, skin or culture. Takes the colour of the text around it. */
export function Face({ level }: { readonly level: Level }) {
  const { brow, mouth, open } = FACES[level];
  return (
    <svg className="face" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <circle className="face-disc" cx="24" cy="24" r="23" />
      <g className="face-strokes">
        <path d={brow} />
        <path d={brow} transform="matrix(-1 0 0 1 48 0)" />
        <path d={mouth} className={open ? 'face-open' : undefined} />
      </g>
      <circle className="face-eye" cx="16.5" cy="20.6" r="2.7" />
      <circle className="face-eye" cx="31.5" cy="20.6" r="2.7" />
    </svg>
  );
}
