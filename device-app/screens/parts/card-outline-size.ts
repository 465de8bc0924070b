import { panelOf } from '../theme/panel.ts';
import { ROOM, SHAPES } from '../theme/tokens.ts';

/** A bank card, an identity card, a social security card: ISO/IEC 7810 ID-1, in mm. */
export const CARD_MM = { width: 85.6, height: 53.98 } as const;
const MM_PER_INCH = 25.4;
/** What the contract takes for a panel. */
export const PPI_RANGE = { least: 40, most: 400 } as const;

/** The glass as the browser sees it: CSS pixels, and physical pixels to one of them. */
export interface Glass {
  readonly width: number;
  readonly height: number;
  readonly density: number;
}

/** How large a card of this width in CSS pixels says that the pixels are, in physical pixels to the inch. */
export function ppiOf(cardWidth: number, density: number): number {
  return (cardWidth * density * MM_PER_INCH) / CARD_MM.width;
}

/** Width and height in CSS pixels of a card at this ppi. */
export function cardSize(ppi: number, density: number): { readonly width: number; readonly height: number } {
  const mm = ppi / MM_PER_INCH / density;
  return { width: CARD_MM.width * mm, height: CARD_MM.height * mm };
}

/** The ppi at which a card is wider by so many physical pixels. */
export function stepPpi(ppi: number, pixels: number): number {
  return ppi + (pixels * MM_PER_INCH) / CARD_MM.width;
}

/** Nearest ppi that the contract takes and at which the card stays inside of a room, in CSS pixels. */
export function clampPpi(
  ppi: number,
  room: { readonly width: number; readonly height: number },
  density: number,
): number {
  const largest = Math.min(room.width, (room.height * CARD_MM.width) / CARD_MM.height);
  const most = Math.min(PPI_RANGE.most, ppiOf(largest, density));
  return Math.max(PPI_RANGE.least, Math.min(most, ppi));
}

/** The diagonal of the glass at this ppi, in inches. */
export function diagonalInches(ppi: number, { width, height, density }: Glass): number {
  return (Math.hypot(width, height) * density) / ppi;
}

/** How wide each of the five levels is on this glass at this ppi, in mm. */
export function tileWidthMm(ppi: number, glass: Glass): number {
  const panel = panelOf({ ppi, ...glass }, { theme: 'light', elder: false, large: false, low: false });
  const { pad } = SHAPES[panel.shape].sizes;
  const tiles = panel.stageWidth - (2 * pad + 4 * ROOM.usual.gap) * panel.u;
  return tiles / 5 / panel.mm;
}
