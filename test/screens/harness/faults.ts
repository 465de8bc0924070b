import { isAmple, panelOf } from '@mingjing/device-app/screens/theme/panel.ts';
import { AMPLE_MINIMA_MM, MINIMA_MM } from '@mingjing/device-app/screens/theme/tokens.ts';
import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { type Box, gapBetween, heightOf, type Measured, measure, widthOf } from './measure.ts';
import { MODES } from './modes.data.ts';
import type { PanelRow } from './panels.data.ts';
import { type Look, present } from './present.ts';
import type { Screen } from './screen.ts';
import { badLines } from './typography.ts';
import { VIEWS } from './views.data.ts';

/** Browsers round lengths to 1/64 px. */
const ROUNDING_MM = 0.02;
/** The em of the smallest words on any panel. */
export const LEAST_TEXT_MM = 3.5;
/** What the 7 inch panel leaves of 15 mm once ten keys stand side by side and five rows one above the other. */
const KEY_MM = { width: 13, height: 14 };
/** From panels of 15 inches on there is room between keys. */
const ROOMY_KEY_GAP_MM = 4;
const ROOMY_SCALE = 1.3;
/** The last seconds need a button of its full size between text and keys. */
const KEY_BELOW_WARNING_MM = { width: 13, height: 12 };
/** The code, so that a telephone reads it: its width, and physical pixels to a module. UX §5.1. */
const QR = { widthMm: 30, modulePx: 4 };

/** Shows a view and says what is wrong with it: empty when all is well. */
export async function faultsOf(screen: Screen, look: Look): Promise<readonly string[]> {
  await present(screen, look);
  const measured = await measure(screen.page);
  return [
    ...measured.faults,
    ...smallTargets(measured, screen.mm, leastOf(screen, look)),
    ...smallText(measured, screen.mm),
    ...qrFaults(measured, screen.mm),
    ...(await badLines(screen.page)),
    ...screen.troubles,
  ];
}

interface Least {
  readonly ratingWidth: number;
  readonly ratingHeight: number;
  readonly control: number;
  readonly gap: number;
  /** Between keys. */
  readonly keyGap?: number;
  readonly key?: { readonly width: number; readonly height: number };
}

/**
 * Staff and technicians work with many small facts, and ten digits and 26 letters fit a low panel only so; whatever else a citizen sees grows
 * with what they asked for.
 */
function leastOf(screen: Screen, { name, mode }: Look): Least {
  const { kind } = VIEWS[name]!.page;
  const isForStaff = kind === 'staff' || kind === 'service';
  const isCrowded = (kind === 'kiosk-number' || name === 'reasons-typing-warning') && isCompact(screen.panel);
  const isAsked = !isForStaff && !isCrowded && isAmple({ ...STANDARD_DISPLAY, ...MODES[mode]! });
  const key = name === 'reasons-typing-warning' ? KEY_BELOW_WARNING_MM : KEY_MM;
  return { ...(isAsked ? AMPLE_MINIMA_MM : MINIMA_MM), key, keyGap: keyGapOn(screen.panel) };
}

const laidOut = ({ ppi, width, height }: PanelRow) => panelOf({ ppi, width, height, density: 1 }, STANDARD_DISPLAY);

const isCompact = (panel: PanelRow): boolean => laidOut(panel).shape === 'compact';

function keyGapOn(row: PanelRow): number {
  const { shape, u, mm } = laidOut(row);
  return shape !== 'compact' && u / mm >= ROOMY_SCALE ? ROOMY_KEY_GAP_MM : ROUNDING_MM * 2;
}

export function smallTargets({ tiles, controls }: Measured, mm: number, least: Least): readonly string[] {
  const short = (length: number, wanted: number, what: string) =>
    length / mm >= wanted - ROUNDING_MM ? [] : [`${what}: ${(length / mm).toFixed(2)} mm, not ${wanted}`];
  const isKey = ({ name }: Box) => name.includes('typekey');
  return [
    ...tiles.flatMap((tile) => [
      ...short(widthOf(tile), least.ratingWidth, `width of ${tile.name}`),
      ...short(heightOf(tile), least.ratingHeight, `height of ${tile.name}`),
    ]),
    ...controls.flatMap((control) => {
      const { width, height } = isKey(control)
        ? (least.key ?? KEY_MM)
        : { width: least.control, height: least.control };
      return [
        ...short(widthOf(control), width, `width of ${control.name}`),
        ...short(heightOf(control), height, `height of ${control.name}`),
      ];
    }),
    ...pairs(controls).flatMap(([one, other]) =>
      short(
        gapBetween(one, other),
        isKey(one) || isKey(other) ? (least.keyGap ?? ROUNDING_MM * 2) : least.gap,
        `gap between ${one.name} and ${other.name}`,
      ),
    ),
  ];
}

function smallText({ smallestText, smallestWords }: Measured, mm: number): readonly string[] {
  return smallestText / mm >= LEAST_TEXT_MM - ROUNDING_MM
    ? []
    : [`“${smallestWords}” is ${(smallestText / mm).toFixed(2)} mm small, not ${LEAST_TEXT_MM}`];
}

export function qrFaults({ qr }: Measured, mm: number): readonly string[] {
  if (qr === null) return [];
  return [
    ...(widthOf(qr.box) / mm < QR.widthMm ? [`the code is ${widthOf(qr.box) / mm} mm wide`] : []),
    ...(qr.module < QR.modulePx ? [`a module of the code has ${qr.module} px`] : []),
    ...(Math.abs(qr.module - Math.round(qr.module)) > 0.01 ? ['modules of the code are no whole pixels'] : []),
  ];
}

function pairs(boxes: readonly Box[]): (readonly [Box, Box])[] {
  return boxes.flatMap((one, index) => boxes.slice(index + 1).map((other) => [one, other] as const));
}
