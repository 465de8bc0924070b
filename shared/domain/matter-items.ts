import { z } from 'zod';
import { MATTER_ITEMS, type MatterItem, type MatterKind } from './matter-items.data.ts';

/** How many items each kind of matter has: 嘉祥县 2021〔21〕 二(四). */
export const ITEMS_PER_KIND = 10;

/** Codes of second-level items, without repeats. */
export const itemCodesSchema = z
  .array(z.string().regex(/^[a-z]\d{2}$/, 'must be a letter and two digits'))
  .max(ITEMS_PER_KIND)
  .refine((codes) => new Set(codes).size === codes.length, 'must not repeat a code');

/** The items that somebody chose, and the list that they were chosen from. */
export const chosenItemsSchema = z.strictObject({
  codes: itemCodesSchema.min(1, 'must name at least one'),
  version: z.string().max(40),
});
export type ChosenItems = z.infer<typeof chosenItemsSchema>;

const byCode: ReadonlyMap<string, MatterItem> = new Map(MATTER_ITEMS.items.map((item) => [item.code, item]));

/** The second-level items offered for a matter, in order; those of other matters where its kind is not known. */
export function itemsForMatter(kind: MatterKind | undefined): readonly MatterItem[] {
  return MATTER_ITEMS.kinds[kind ?? '99'].flatMap((code) => byCode.get(code) ?? []);
}

/** The codes in `codes` that no matter has; empty when each is of some matter's. */
export function unknownItems(codes: readonly string[]): readonly string[] {
  return codes.filter((code) => !byCode.has(code));
}

/** The codes in `codes` that are not offered for this matter; empty when all are. */
export function foreignItems(codes: readonly string[], kind: MatterKind | undefined): readonly string[] {
  const own: readonly string[] = MATTER_ITEMS.kinds[kind ?? '99'];
  return codes.filter((code) => !own.includes(code));
}
