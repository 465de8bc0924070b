import { z } from 'zod';
import { decodeStroke, INK_LIMITS, INK_WIDTH, type InkStroke } from './ink.ts';

function isOnSheet(stroke: InkStroke, height: number): boolean {
  return stroke.every(({ x, y }) => x >= 0 && x <= INK_WIDTH && y >= 0 && y <= height);
}

/** Apart from `ink.ts`, so that the screens draw without the schemas. */
export const inkSchema = z
  .strictObject({
    /** Of the sheet, in units of which its width has `INK_WIDTH`. */
    height: z.int().min(1).max(INK_LIMITS.height),
    strokes: z.array(z.string().max(INK_LIMITS.bytes)).min(1).max(INK_LIMITS.strokes),
  })
  .refine(({ strokes }) => strokes.join('').length <= INK_LIMITS.bytes, {
    path: ['strokes'],
    message: `must have at most ${INK_LIMITS.bytes} characters in all`,
  })
  .superRefine(({ strokes, height }, context) => {
    for (const [index, text] of strokes.entries()) {
      const stroke = decodeStroke(text);
      if (stroke.ok && isOnSheet(stroke.value, height)) continue;
      const message = stroke.ok ? 'must stay on the sheet' : 'must be points in the encoding of encodeStroke';
      context.addIssue({ code: 'custom', path: ['strokes', index], message });
      return;
    }
  });
