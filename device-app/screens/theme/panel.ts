import type { Display } from '@mingjing/shared/domain/display.ts';
import {
  AMPLE_SIZES,
  LARGEST_SCALE,
  LOW_STAGE,
  ROOM,
  SHAPES,
  type Shape,
  STAGE_SLACK,
  TALL_MM,
  TYPE_SCALE,
  TYPE_SIZES,
} from './tokens.ts';

/** The panel as the layout sees it. Lengths in CSS pixels. */
export interface Panel {
  readonly shape: Shape;
  /** One millimetre on the glass. */
  readonly mm: number;
  /** One unit of the tokens: never less than a millimetre. */
  readonly u: number;
  /** Physical pixels to one CSS pixel. */
  readonly density: number;
  readonly stageWidth: number;
  readonly stageHeight: number;
  /** How much larger than usual the type is. */
  readonly typeScale: number;
  /** Controls and gaps are those for unsteady hands or low vision. */
  readonly ample: boolean;
  /** So tall that what everybody needs stands at the lower edge. */
  readonly tall: boolean;
}

/** What of a display changes sizes. */
export interface Sizing extends Pick<Display, 'theme' | 'elder' | 'large' | 'low'> {
  /** Staff and technicians have the usual room in every theme; at `measuring` the ppi is not to be trusted, and the glass itself sets the scale. */
  readonly technician?: 'reading' | 'measuring';
}

/** What the browser says of the window, and the runtime of the glass. */
export interface PanelFacts {
  /** Physical pixels to the inch. */
  readonly ppi: number;
  readonly density: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** Chooses shape and scale for a panel, and for who looks at it. */
export function panelOf(facts: PanelFacts, sizing: Sizing): Panel {
  const mm = sizing.technician === 'measuring' ? supposedMm(facts) : facts.ppi / 25.4 / facts.density;
  const width = facts.width / mm;
  const shape = shapeOf(width, facts.height / mm);
  const height = sizing.low && shape === 'portrait' ? lowHeight(facts.height / mm) : facts.height / mm;
  const { reference } = SHAPES[shape];
  const scale = Math.min(LARGEST_SCALE, Math.max(1, Math.min(width / reference.width, height / reference.height)));
  const u = mm * scale;
  return {
    shape,
    mm,
    u,
    density: facts.density,
    stageWidth: Math.min(facts.width, reference.width * STAGE_SLACK.width * u),
    stageHeight: Math.min(facts.height, height * mm, reference.height * STAGE_SLACK.height * u),
    typeScale: sizing.large ? TYPE_SCALE.large : sizing.elder ? TYPE_SCALE.elder : TYPE_SCALE.usual,
    ample: sizing.technician === undefined && isAmple(sizing),
    tall: shape === 'portrait' && !sizing.low && height >= TALL_MM,
  };
}

/** Whether targets are to be larger, further apart and slower to take a second tap. */
export function isAmple({ theme, elder, large }: Pick<Display, 'theme' | 'elder' | 'large'>): boolean {
  return elder || large || theme === 'contrast';
}

/** Whether what is said of privacy stands in the foot: larger words of what is rated leave no room beside the code. */
export function isPrivacyInFoot({ shape, ample }: Pick<Panel, 'shape' | 'ample'>): boolean {
  return shape === 'compact' || (shape === 'regular' && ample);
}

/** As if this glass were the smallest of its kind: whatever its true size, everything has its place and can be pressed. */
function supposedMm({ width, height }: PanelFacts): number {
  const { reference } = SHAPES[height > width * 1.1 ? 'portrait' : 'compact'];
  return Math.min(width / reference.width, height / reference.height);
}

function lowHeight(heightMm: number): number {
  const within = Math.min(LOW_STAGE.mm, LOW_STAGE.share * heightMm);
  return Math.min(heightMm, Math.max(SHAPES.portrait.reference.height, within));
}

function shapeOf(widthMm: number, heightMm: number): Shape {
  if (heightMm > widthMm * 1.1) return 'portrait';
  // A panel smaller than its reference has no room for the regular layout; the compact one grows instead.
  const { width, height } = SHAPES.regular.reference;
  return widthMm < width || heightMm < height ? 'compact' : 'regular';
}

/** The sizes of a panel's shape, u of usual type. */
export function sizesOf({ shape, ample }: Pick<Panel, 'shape' | 'ample'>): (typeof SHAPES)[Shape]['sizes'] {
  const { sizes } = SHAPES[shape];
  return (ample ? { ...sizes, ...AMPLE_SIZES[shape] } : sizes) as typeof sizes;
}

/** The custom properties that carry the tokens into the style sheets. */
export function panelProperties(panel: Panel): Record<string, string> {
  const properties: Record<string, string> = {
    '--mm': px(panel.mm),
    '--u': px(panel.u),
    '--stage-width': px(panel.stageWidth),
    '--stage-height': px(panel.stageHeight),
  };
  const { control, gap } = ROOM[panel.ample ? 'ample' : 'usual'];
  const sizes = { ...sizesOf(panel), control, gap };
  const corner = Math.max(sizes.corner, control);
  const bar = Math.max(sizes.bar, control);
  for (const [name, size] of Object.entries({ ...sizes, corner, bar })) {
    const isType = (TYPE_SIZES as readonly string[]).includes(name);
    properties[`--${name}`] = px(size * panel.u * (isType ? panel.typeScale : 1));
  }
  return properties;
}

const px = (length: number): string => `${Math.round(length * 1000) / 1000}px`;
