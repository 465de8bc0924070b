import { describe, expect, it } from 'vitest';
import { MATTER_ITEMS, type MatterKind } from './matter-items.data.ts';
import { foreignItems, ITEMS_PER_KIND, itemCodesSchema, itemsForMatter } from './matter-items.ts';
import { REASON_CATALOGUE } from './reason-tags.data.ts';
import { serviceRecordSchema } from './service-record.ts';

const KINDS = Object.keys(MATTER_ITEMS.kinds) as MatterKind[];

describe('the second-level items', () => {
  it('are ten different ones for each kind of matter that a service record can name', () => {
    expect(KINDS.toSorted()).toEqual(serviceRecordSchema.shape.taskType.unwrap().options.toSorted());
    for (const kind of KINDS) {
      const codes = itemsForMatter(kind).map(({ code }) => code);
      expect(codes).toHaveLength(ITEMS_PER_KIND);
      expect(itemCodesSchema.parse(codes)).toEqual(codes);
    }
  });

  it('are those of other matters where the kind is unknown', () => {
    expect(itemsForMatter(undefined)).toEqual(itemsForMatter('99'));
  });

  it('fit a button in each language, none of them twice, none unused', () => {
    for (const { zh } of MATTER_ITEMS.items) expect(zh.length).toBeLessThanOrEqual(7);
    for (const language of ['zh', 'en', 'ug', 'bo'] as const) {
      expect(new Set(MATTER_ITEMS.items.map((item) => item[language])).size).toBe(MATTER_ITEMS.items.length);
    }
    const used = new Set<string>(Object.values(MATTER_ITEMS.kinds).flat());
    expect(MATTER_ITEMS.items.filter(({ code }) => !used.has(code))).toEqual([]);
  });

  it('have codes that no national one can be taken for', () => {
    const national = new Set<string>(REASON_CATALOGUE.tags.map(({ code }) => code));
    for (const { code } of MATTER_ITEMS.items) expect(national.has(code)).toBe(false);
  });

  it('of other kinds of matter are told apart', () => {
    expect(foreignItems(['q01', 'q17'], '01')).toEqual([]);
    expect(foreignItems(['q01', 'q17', 'zzz'], '20')).toEqual(['q17', 'zzz']);
  });
});
