import type { Level } from './levels.ts';
import { REASON_CATALOGUE, type ReasonTag } from './reason-tags.data.ts';

/** A versioned list of detail options 评价详情. */
export interface ReasonCatalogue {
  readonly version: string;
  readonly tags: readonly ReasonTag[];
}

/** The tags offered for a level, in catalogue order. */
export function tagsForLevel(level: Level, catalogue: ReasonCatalogue = REASON_CATALOGUE): readonly ReasonTag[] {
  return catalogue.tags.filter((tag) => tag.level === level);
}

/** The codes in `codes` that do not belong to `level`; empty when all are valid. */
export function foreignTags(
  codes: readonly string[],
  level: Level,
  catalogue: ReasonCatalogue = REASON_CATALOGUE,
): readonly string[] {
  const own = new Set(tagsForLevel(level, catalogue).map((tag) => tag.code));
  return codes.filter((code) => !own.has(code));
}
