import {
  encodeStroke,
  INK_LIMITS,
  INK_WIDTH,
  type Ink,
  type InkPoint,
  type InkStroke,
} from '@mingjing/shared/domain/ink.ts';

/** A note in the making. Immutable, but for the stroke under the finger. */
export interface Drawing {
  /** Of the sheet, in units of which its width has `INK_WIDTH`. */
  readonly height: number;
  readonly strokes: readonly InkStroke[];
  /** Characters that the strokes take when encoded. */
  readonly size: number;
  /** No more fits. */
  readonly full: boolean;
}

/** Points nearer to the last one than this add nothing to see, in units of the sheet. */
const NEAREST = 5;

/** @param aspect height of the sheet to its width */
export function beginDrawing(aspect: number): Drawing {
  const height = Math.min(INK_LIMITS.height, Math.max(1, Math.round(INK_WIDTH * aspect)));
  return { height, strokes: [], size: 0, full: false };
}

/** A place on the sheet in whole units, moved to its edge if it lies outside. @param x, y in widths of the sheet */
export function pointAt(drawing: Pick<Drawing, 'height'>, x: number, y: number): InkPoint {
  return { x: within(x * INK_WIDTH, INK_WIDTH), y: within(y * INK_WIDTH, drawing.height) };
}

/** Draws on to a point, unless it is where the stroke already ends. */
export function extendStroke(stroke: InkStroke, point: InkPoint): InkStroke {
  const last = stroke.at(-1);
  const isNear = last !== undefined && Math.hypot(point.x - last.x, point.y - last.y) < NEAREST;
  return isNear ? stroke : [...stroke, point];
}

/** Adds a stroke as far as it fits; what does not is not drawn, and the drawing says so. */
export function addStroke(drawing: Drawing, stroke: InkStroke): Drawing {
  if (stroke.length === 0 || drawing.full) return drawing;
  if (drawing.strokes.length >= INK_LIMITS.strokes) return { ...drawing, full: true };
  const room = INK_LIMITS.bytes - drawing.size;
  const fitting = fittingPart(stroke, room);
  if (fitting.length === 0) return { ...drawing, full: true };
  const size = drawing.size + encodeStroke(fitting).length;
  const strokes = [...drawing.strokes, fitting];
  return { ...drawing, strokes, size, full: fitting.length < stroke.length || strokes.length >= INK_LIMITS.strokes };
}

export function undoStroke(drawing: Drawing): Drawing {
  const last = drawing.strokes.at(-1);
  if (last === undefined) return drawing;
  const size = drawing.size - encodeStroke(last).length;
  return { ...drawing, strokes: drawing.strokes.slice(0, -1), size, full: false };
}

export function clearDrawing(drawing: Drawing): Drawing {
  return { ...drawing, strokes: [], size: 0, full: false };
}

/** The note as it is kept; null where nothing was drawn. */
export function inkOf(drawing: Drawing | null): Ink | null {
  if (drawing === null || drawing.strokes.length === 0) return null;
  return { height: drawing.height, strokes: drawing.strokes.map(encodeStroke) };
}

/** The longest beginning whose text has at most `room` characters. */
function fittingPart(stroke: InkStroke, room: number): InkStroke {
  if (encodeStroke(stroke).length <= room) return stroke;
  let fits = 0;
  let over = stroke.length;
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (encodeStroke(stroke.slice(0, middle)).length <= room) fits = middle;
    else over = middle;
  }
  return stroke.slice(0, fits);
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, Math.round(value)));
}
