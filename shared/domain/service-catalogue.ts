import { z } from 'zod';
import { plainText } from './service-record.ts';

/** How much a catalogue may hold. In all: what one answer to a terminal can carry. */
export const CATALOGUE_LIMITS = { halls: 30, windows: 100, matters: 100, entries: 1500 } as const;

const entryId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'must be 1 to 40 letters, digits, - or _');

const matterSchema = z.strictObject({ id: entryId, name: plainText(60) });
const windowSchema = z.strictObject({
  id: entryId,
  name: plainText(40),
  /** 部门 */
  department: plainText(60).optional(),
  /** May be empty: consultations 咨询 can always be rated. */
  matters: z.array(matterSchema).max(CATALOGUE_LIMITS.matters).superRefine(refuseTwins),
});
const hallSchema = z.strictObject({
  id: entryId,
  name: plainText(40),
  windows: z.array(windowSchema).min(1).max(CATALOGUE_LIMITS.windows).superRefine(refuseTwins),
});

/** Halls 大厅, their windows 窗口 and what is done there 事项: what a citizen without a ticket chooses from at a kiosk. */
export const serviceCatalogueSchema = z
  .strictObject({ halls: z.array(hallSchema).min(1).max(CATALOGUE_LIMITS.halls).superRefine(refuseTwins) })
  .superRefine(({ halls }, context) => {
    const windows = halls.flatMap((hall) => hall.windows);
    const entries = halls.length + windows.length + windows.flatMap((window) => window.matters).length;
    if (entries <= CATALOGUE_LIMITS.entries) return;
    const message = `has ${entries} entries, at most ${CATALOGUE_LIMITS.entries} are taken: leave out what citizens do not look for`;
    context.addIssue({ code: 'custom', path: ['halls'], message });
  });
export type ServiceCatalogue = z.infer<typeof serviceCatalogueSchema>;
export type CatalogueHall = ServiceCatalogue['halls'][number];
export type CatalogueWindow = CatalogueHall['windows'][number];

export const catalogueVersionSchema = z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hex digits');
/** A catalogue as it is handed out; the version is a hash of its content. */
export const versionedCatalogueSchema = z.strictObject({
  version: catalogueVersionSchema,
  catalogue: serviceCatalogueSchema,
});
export type VersionedCatalogue = z.infer<typeof versionedCatalogueSchema>;

/** What was chosen from a catalogue. Without `matterId`: a consultation 咨询, or what the catalogue does not name. */
export const placeSchema = z.strictObject({
  hallId: entryId,
  windowId: entryId,
  matterId: entryId.optional(),
  catalogueVersion: catalogueVersionSchema,
});
export type Place = z.infer<typeof placeSchema>;

function refuseTwins(entries: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of entries.entries()) {
    if (seen.has(id)) {
      const message = `"${id}" is there twice: give each entry of a list an id of its own`;
      context.addIssue({ code: 'custom', path: [index, 'id'], message });
    }
    seen.add(id);
  }
}
