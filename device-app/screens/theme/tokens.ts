import { LEVEL_COLOURS, ON_LEVEL } from '@mingjing/shared/domain/level-colours.data.ts';

/**
 * Every size and colour of the screens, in one place; the level colours are shared with the phone page. Sizes are in `u`: a millimetre on the smallest panel of a shape, more on
 * larger ones (see panel.ts), never less. Sources: UX §3.2 (sizes and times).
 */
export const COLOURS = {
  /** Text, icons, filled buttons, focus ring. */
  ink: '#10233f',
  /** Text of second rank. */
  inkSoft: '#3d4c63',
  paper: '#f3f6fa',
  card: '#ffffff',
  /** Ornament only, never the sole sign of anything. */
  hairline: '#d3dbe6',
  /** Borders that show where a control is: at least 3:1 on card and paper. */
  border: '#71809a',
  onInk: '#ffffff',
  onInkSoft: '#c9d6e8',
  notice: '#fff3d1',
  noticeBorder: '#8a6100',
} as const;

/** Which text colour stands on which ground; the test checks each pair. */
export const TEXT_PAIRS: readonly (readonly [text: string, ground: string])[] = [
  [COLOURS.ink, COLOURS.paper],
  [COLOURS.ink, COLOURS.card],
  [COLOURS.ink, COLOURS.notice],
  [COLOURS.inkSoft, COLOURS.paper],
  [COLOURS.inkSoft, COLOURS.card],
  [COLOURS.onInk, COLOURS.ink],
  [COLOURS.onInkSoft, COLOURS.ink],
  ...Object.values(LEVEL_COLOURS).map((ground) => [ON_LEVEL, ground] as const),
];

/** The signs that must be seen without being read: controls, badges, focus. */
export const SIGN_PAIRS: readonly (readonly [sign: string, ground: string])[] = [
  [COLOURS.border, COLOURS.card],
  [COLOURS.border, COLOURS.paper],
  [COLOURS.noticeBorder, COLOURS.notice],
  [COLOURS.noticeBorder, COLOURS.paper],
  [COLOURS.ink, COLOURS.paper],
  [COLOURS.onInk, COLOURS.ink],
];

/** The three layouts. `reference` is the panel that a shape is drawn for, in mm: a larger one scales everything up. */
export const SHAPES = {
  /** 7 inch, 1024 × 600 */
  compact: {
    reference: { width: 150, height: 88 },
    sizes: {
      pad: 3.5,
      bar: 15,
      title: 7,
      heading: 9,
      body: 5.5,
      small: 4.2,
      label: 7,
      foot: 6.5,
      tile: 36.5,
      face: 10.5,
      qr: 34,
    },
  },
  /** 10.1 inch, 1280 × 800 */
  regular: {
    reference: { width: 216, height: 134 },
    sizes: {
      pad: 7,
      bar: 16,
      title: 9.5,
      heading: 13,
      body: 6.5,
      small: 5,
      label: 8,
      foot: 8.5,
      tile: 46,
      face: 14.5,
      qr: 46.5,
    },
  },
  /** kiosks, 1080 × 1920 */
  portrait: {
    reference: { width: 200, height: 250 },
    sizes: {
      pad: 9,
      bar: 17,
      title: 12,
      heading: 14,
      body: 7.5,
      small: 5.6,
      label: 9.5,
      foot: 10,
      tile: 80,
      face: 23,
      qr: 62,
    },
  },
} as const;
export type Shape = keyof typeof SHAPES;

/** Larger than this nothing becomes, or a 43 inch panel would shout. */
export const LARGEST_SCALE = 2.6;
/** How far the stage may outgrow the scaled reference panel before it stands centred with margins. */
export const STAGE_SLACK = { width: 1.25, height: 1.15 } as const;

/** In millimetres, whatever the panel. UX §3.2; the tests measure these. */
export const MINIMA_MM = { ratingWidth: 22, ratingHeight: 28, ratingFloor: 20, control: 15, gap: 4 } as const;

/** In milliseconds. UX §3.2, §4.2. */
export const TIMES_MS = {
  newPageGuard: 400,
  repeatIgnore: 500,
  heartbeat: 5000,
  lostAfter: 2000,
  cornerHold: 3000,
} as const;

/** A contact wider than this is a palm. UX §4.2. */
export const PALM_MM = 25;
