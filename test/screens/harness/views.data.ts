import type { Showing } from './screen.ts';
import { INVITATION, PAGES, reasonsPage, WARNING } from './states.data.ts';

/** A page, and what is opened on it by hand. */
export interface View extends Showing {
  /** Selectors of what is pressed, one after another. */
  readonly open?: readonly string[];
}

const WAY = (at: number) => `.way >> nth=${at}`;
const DISPLAY = '.corner-button >> nth=1';

const OPENED: Readonly<Record<string, View>> = {
  'self-test': { page: { ...INVITATION, card: {}, qrUrl: null }, selfTest: { level: 5 } },
  'reasons-steps': { page: reasonsPage(2), open: [WAY(0)] },
  'reasons-typing': { page: reasonsPage(2), open: [WAY(1)] },
  'reasons-typing-warning': { page: { ...reasonsPage(4), warning: WARNING }, open: [WAY(1)] },
  'reasons-drawing': { page: reasonsPage(2), open: [WAY(2)] },
  'sheet-display': { page: INVITATION, open: [DISPLAY] },
  'sheet-display-warning': { page: { ...INVITATION, warning: WARNING }, open: [DISPLAY] },
};

/** Every page in every state that looks different, and whatever opens on one. */
export const VIEWS: Readonly<Record<string, View>> = { ...PAGES, ...OPENED };
