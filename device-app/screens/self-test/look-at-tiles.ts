import { LEVEL_ORDER } from '@mingjing/shared/domain/level-order.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import type { Glass, SeenTile } from './tile-problem.ts';

/** How far inside of a tile its corners are felt for: a finger that means it hardly lands further out. */
const INSET = 0.12;
/** Less than this cannot be seen. */
const VISIBLE = 0.5;

/** The tile of a level, if it can be seen. */
export function tileOf(level: Level): HTMLElement | null {
  const tile = document.querySelector<HTMLElement>(`main .tile-${level}`);
  return tile !== null && isVisible(tile) ? tile : null;
}

/** The tiles on the glass, as a person meets them. */
export function lookAtTiles(): SeenTile[] {
  return LEVEL_ORDER.flatMap((level) => {
    const tile = tileOf(level);
    if (tile === null) return [];
    const { left, top, width, height } = tile.getBoundingClientRect();
    const chosen = tile.getAttribute('aria-pressed') === 'true' || tile.hasAttribute('data-pressed');
    const points = [[0.5, 0.5], ...[INSET, 1 - INSET].flatMap((x) => [INSET, 1 - INSET].map((y) => [x, y]))];
    const reached = points.every(([x = 0, y = 0]) => isHit(tile, left + x * width, top + y * height));
    return [{ level, left, top, width, height, chosen, reached }];
  });
}

/** @param mm CSS pixels to a millimetre */
export function lookAtGlass(mm: number): Glass {
  const { clientWidth: width, clientHeight: height, dir } = document.documentElement;
  return { width, height, mm, direction: dir === 'rtl' ? 'rtl' : 'ltr' };
}

function isHit(tile: HTMLElement, x: number, y: number): boolean {
  const hit = document.elementFromPoint(x, y);
  return hit !== null && tile.contains(hit);
}

function isVisible(tile: HTMLElement): boolean {
  const { width, height } = tile.getBoundingClientRect();
  if (width === 0 || height === 0 || getComputedStyle(tile).visibility !== 'visible') return false;
  let opacity = 1;
  for (let part: Element | null = tile; part !== null; part = part.parentElement) {
    opacity *= Number(getComputedStyle(part).opacity);
  }
  return opacity >= VISIBLE;
}
