import type { Theme } from '@mingjing/shared/domain/display.ts';
import { LEVEL_COLOURS, ON_LEVEL } from '@mingjing/shared/domain/level-colours.data.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';

/** The roles that colours play. Each is a custom property of its name: `inkSoft` is `--ink-soft`. */
export interface Colours {
  /** Text, icons, filled buttons, focus ring. */
  readonly ink: string;
  /** Text of second rank. */
  readonly inkSoft: string;
  readonly paper: string;
  readonly card: string;
  /** Ornament only, never the sole sign of anything. */
  readonly hairline: string;
  /** The rings around a sign, behind words: hardly there, and nowhere who needs contrast. */
  readonly ring: string;
  /** Borders that show where a control is: at least 3:1 on card and paper. */
  readonly border: string;
  /** On a filled button. */
  readonly onInk: string;
  /** The broad field that tells the window: never bright in the dark. */
  readonly band: string;
  readonly onBand: string;
  readonly onBandSoft: string;
  readonly notice: string;
  readonly noticeBorder: string;
  /** Edge of a level, where its own colour does not stand out from the paper. */
  readonly levelEdge: string;
  /** Words and signs on a level. */
  readonly onLevel: string;
}

export interface ThemeColours {
  readonly colours: Colours;
  readonly levels: Readonly<Record<Level, string>>;
}

/**
 * Light as paper; dark for who is dazzled, with the levels as everywhere; contrast for low vision: 10:1 at least, bright levels with black
 * words, found by search under the same colour distances (UX §3.2, §3.5).
 */
export const THEMES: Readonly<Record<Theme, ThemeColours>> = {
  light: {
    colours: {
      ink: '#10233f',
      inkSoft: '#3d4c63',
      paper: '#f3f6fa',
      card: '#ffffff',
      hairline: '#d3dbe6',
      ring: '#e6ecf4',
      border: '#71809a',
      onInk: '#ffffff',
      band: '#10233f',
      onBand: '#ffffff',
      onBandSoft: '#c9d6e8',
      notice: '#fff3d1',
      noticeBorder: '#8a6100',
      levelEdge: 'transparent',
      onLevel: ON_LEVEL,
    },
    levels: LEVEL_COLOURS,
  },
  dark: {
    colours: {
      ink: '#eef3fa',
      inkSoft: '#bccade',
      paper: '#0d1522',
      card: '#182437',
      hairline: '#33425a',
      ring: '#1c2a3d',
      border: '#8495b0',
      onInk: '#0d1522',
      band: '#182a47',
      onBand: '#f4f8fd',
      onBandSoft: '#c3d1e6',
      notice: '#3b2f10',
      noticeBorder: '#e0b04a',
      levelEdge: '#9db0cc',
      onLevel: ON_LEVEL,
    },
    levels: LEVEL_COLOURS,
  },
  contrast: {
    colours: {
      ink: '#ffffff',
      inkSoft: '#ffffff',
      paper: '#000000',
      card: '#000000',
      hairline: '#ffffff',
      ring: 'transparent',
      border: '#ffffff',
      onInk: '#000000',
      band: '#000000',
      onBand: '#ffffff',
      onBandSoft: '#ffffff',
      notice: '#000000',
      noticeBorder: '#ffd84a',
      levelEdge: 'transparent',
      onLevel: '#000000',
    },
    levels: { 5: '#87c0ff', 4: '#dbf0ff', 3: '#bcb1aa', 2: '#fff8cd', 1: '#f6a25f' },
  },
};
