import { LARGEST_SCALE, SHAPES, type Shape, STAGE_SLACK } from './tokens.ts';

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

/** A panel lower than this has no room for the regular layout, in mm. */
const COMPACT_BELOW_MM = 118;

/** Chooses shape and scale for a panel. */
export function panelOf(facts: PanelFacts): Panel {
  const mm = facts.ppi / 25.4 / facts.density;
  const width = facts.width / mm;
  const height = facts.height / mm;
  const shape = shapeOf(width, height);
  const { reference } = SHAPES[shape];
  const scale = Math.min(LARGEST_SCALE, Math.max(1, Math.min(width / reference.width, height / reference.height)));
  const u = mm * scale;
  return {
    shape,
    mm,
    u,
    density: facts.density,
    stageWidth: Math.min(facts.width, reference.width * STAGE_SLACK.width * u),
    stageHeight: Math.min(facts.height, reference.height * STAGE_SLACK.height * u),
  };
}

function shapeOf(widthMm: number, heightMm: number): Shape {
  if (heightMm > widthMm * 1.1) return 'portrait';
  return heightMm < COMPACT_BELOW_MM ? 'compact' : 'regular';
}

/** The custom properties that carry the tokens into the style sheets. */
export function panelProperties(panel: Panel): Record<string, string> {
  const properties: Record<string, string> = {
    '--mm': px(panel.mm),
    '--u': px(panel.u),
    '--stage-width': px(panel.stageWidth),
    '--stage-height': px(panel.stageHeight),
  };
  for (const [name, size] of Object.entries(SHAPES[panel.shape].sizes)) properties[`--${name}`] = px(size * panel.u);
  return properties;
}

const px = (length: number): string => `${Math.round(length * 1000) / 1000}px`;
