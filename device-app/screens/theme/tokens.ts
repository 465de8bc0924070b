/**
 * Every size and time of the screens, in one place; the colours are in themes.data.ts. Sizes are in `u`: a millimetre on the smallest
 * panel of a shape, more on larger ones (see panel.ts), never less. Sources: UX §3.2 (sizes and times).
 */

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
      label: 8,
      foot: 6.5,
      tile: 36.5,
      face: 10,
      corner: 15,
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
      foot: 10,
      tile: 44.5,
      face: 14.5,
      corner: 20,
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
      foot: 11.5,
      tile: 80,
      face: 23,
      corner: 22,
      qr: 62,
    },
  },
} as const;
export type Shape = keyof typeof SHAPES;

/**
 * What stands back in 长辈版, with larger type or high contrast, so that the words that matter can grow: face and code, never below what can be
 * seen and read (UX §3.5, §5.1). On a low panel three characters of a level are as wide as its 25 mm tile whatever stands back.
 */
export const AMPLE_SIZES: Readonly<Record<Shape, Partial<Record<'tile' | 'face' | 'qr', number>>>> = {
  compact: { tile: 34, face: 8, qr: 33.1 },
  regular: { tile: 50, face: 13, qr: 38.2 },
  portrait: {},
};

/** How much larger than a heading is what a page says that says nothing else. */
export const NOTICE_TITLE: Readonly<Record<Shape, number>> = { compact: 1.1, regular: 1.3, portrait: 1.45 };

/** Larger than this nothing becomes, or a 43 inch panel would shout. */
export const LARGEST_SCALE = 2.6;
/** How far the stage may outgrow the scaled reference panel before it stands centred with margins. */
export const STAGE_SLACK = { width: 1.25, height: 1.15 } as const;

/** What grows with the type. The rest keeps its size, so that the page keeps its form. */
export const TYPE_SIZES = [
  'title',
  'heading',
  'body',
  'small',
  'label',
] as const satisfies readonly (keyof (typeof SHAPES)[Shape]['sizes'])[];

/** How much larger the type is: 长辈版, larger type. UX §3.2. */
export const TYPE_SCALE = { usual: 1, elder: 1.25, large: 1.5 } as const;

/** Controls and the gaps between targets, in u: as usual, and in 长辈版, with larger type or high contrast. UX §3.2. */
export const ROOM = { usual: { control: 15, gap: 4.2 }, ample: { control: 20, gap: 6 } } as const;

/** 低位: how much of a tall panel is used, from its lower edge: so many mm, and no more than this share of it. UX §3.3, EN 301 549 8.3.2. */
export const LOW_STAGE = { mm: 520, share: 0.62 } as const;

/** From this height on, in mm, the buttons of the display stand at the lower edge: on a plinth the upper one is out of reach. EN 301 549 8.3.2. */
export const TALL_MM = 700;

/** In millimetres, whatever the panel. UX §3.2; the tests measure these. */
export const MINIMA_MM = { ratingWidth: 22, ratingHeight: 28, ratingFloor: 20, control: 15, gap: 4 } as const;
/** The same where the room is ample. */
export const AMPLE_MINIMA_MM = { ratingWidth: 25, ratingHeight: 32, control: 20, gap: 6 } as const;

/** In milliseconds. UX §3.2, §4.2. */
export const TIMES_MS = {
  newPageGuard: { usual: 400, ample: 600 },
  repeatIgnore: { usual: 500, ample: 700 },
  heartbeat: 5000,
  lostAfter: 2000,
  cornerHold: 3000,
  /** Two fingers, to start the guide. UX §3.4. */
  guideHold: 1000,
  /** 显示与语言 without a choice made. */
  sheet: 60_000,
  /** Of these, the last ones are told. */
  sheetWarning: 20_000,
  /** One slide of the idle screen; at least 8 s. */
  slide: 12_000,
} as const;

/** How far a finger that holds may stray, in mm. */
export const GUIDE = { slackMm: 10 } as const;

/** A contact wider than this is a palm. UX §4.2. */
export const PALM_MM = 25;
