import type { TileProblem } from '@mingjing/device-app/core/service/service-page.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/level-order.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { MINIMA_MM } from '../theme/tokens.ts';

/** A tile as it stands on the glass, in CSS pixels. */
export interface SeenTile {
  readonly level: Level;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Somebody has chosen it already, or it looks so. */
  readonly chosen: boolean;
  /** Whether a finger there would meet the tile: at its centre and near its four corners. */
  readonly reached: boolean;
}

export interface Glass {
  readonly width: number;
  readonly height: number;
  /** CSS pixels to a millimetre. */
  readonly mm: number;
  readonly direction: 'ltr' | 'rtl';
}

/** Layout rounds to whole pixels. */
const SLACK_PX = 1;

/**
 * What keeps a level from being given as easily as the others (P8); null where nothing does. What would strike a person first is said
 * first. Tiles that cannot be seen at all are not among `tiles`.
 */
export function tileProblem(level: Level, tiles: readonly SeenTile[], glass: Glass): TileProblem | null {
  const tile = tiles.find((candidate) => candidate.level === level);
  if (tile === undefined) return 'missing';
  if (!isOnGlass(tile, glass)) return 'off-glass';
  if (!tile.reached) return 'covered';
  if (Math.min(tile.width, tile.height) < MINIMA_MM.ratingFloor * glass.mm - SLACK_PX) return 'too-small';
  return tile.chosen || !areAlike(tile, tiles) || !isInOrder(tiles, glass) ? 'unequal' : null;
}

function isOnGlass({ left, top, width, height }: SeenTile, glass: Glass): boolean {
  const isInside = left >= -SLACK_PX && top >= -SLACK_PX;
  return isInside && left + width <= glass.width + SLACK_PX && top + height <= glass.height + SLACK_PX;
}

function areAlike(tile: SeenTile, tiles: readonly SeenTile[]): boolean {
  return tiles.every(
    ({ width, height }) => Math.abs(width - tile.width) <= SLACK_PX && Math.abs(height - tile.height) <= SLACK_PX,
  );
}

/** Positive first, in the direction of reading; as far as all are there. */
function isInOrder(tiles: readonly SeenTile[], { direction }: Glass): boolean {
  const onward = direction === 'rtl' ? -1 : 1;
  const read = [...tiles].sort((one, other) =>
    Math.abs(one.top - other.top) > SLACK_PX ? one.top - other.top : (one.left - other.left) * onward,
  );
  const wanted = LEVEL_ORDER.filter((level) => tiles.some((tile) => tile.level === level));
  return read.every((tile, index) => tile.level === wanted[index]);
}
