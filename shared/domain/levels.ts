import { z } from 'zod';
import { LEVELS } from './levels.data.ts';

export { LEVEL_ORDER } from './level-order.ts';

/** A satisfaction level 满意度: 5 非常满意 … 1 非常不满意. */
export const levelSchema = z.union([z.literal(5), z.literal(4), z.literal(3), z.literal(2), z.literal(1)]);
export type Level = z.infer<typeof levelSchema>;

/** Whether a level is a bad rating 差评: the last two levels. */
export function isBadRating(level: Level): boolean {
  return level <= 2;
}

/** The Chinese name of a level, as the national listing writes it. */
export function levelLabel(level: Level, language: 'zh' | 'en' | 'ug' | 'bo' = 'zh'): string {
  const row = LEVELS.find((candidate) => candidate.level === level);
  if (row === undefined) throw new RangeError(`no such level: ${level}`);
  return row[language];
}
