import { LEVELS } from './levels.data.ts';

/** The order on every channel: positive first (江苏 苏协调办〔2021〕13号), identical everywhere, never shuffled. Without a schema, for screens. */
export const LEVEL_ORDER: readonly (typeof LEVELS)[number]['level'][] = LEVELS.map((row) => row.level);
