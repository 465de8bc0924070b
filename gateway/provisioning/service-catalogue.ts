import { createHash } from 'node:crypto';
import { canonicalJson } from '@mingjing/shared/basics/canonical-json.ts';
import { ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { ServiceCatalogue, VersionedCatalogue } from '@mingjing/shared/domain/service-catalogue.ts';
import type { ActionRequest, ActionResponse } from '@mingjing/shared/protocol/actions.ts';
import { readCatalogueFile, writeCatalogueFile } from './catalogue-file.ts';

/** The catalogue from which citizens without a ticket choose at kiosks. */
export interface CatalogueDesk {
  current(): VersionedCatalogue | null;
  /** Puts another one in its place, on disk first. @throws what the file system says */
  replace(catalogue: ServiceCatalogue): VersionedCatalogue;
  /** What a terminal is told that has a version, or none. */
  answer(request: ActionRequest<'ListServices'>): ActionResponse<'ListServices'>;
}

/** @returns the desk, or what in the file must be corrected */
export function openCatalogueDesk(dataDir: string): Result<CatalogueDesk, string> {
  const stored = readCatalogueFile(dataDir);
  if (!stored.ok) return stored;
  let current = stored.value && versioned(stored.value);
  return ok({
    current: () => current,
    replace(catalogue) {
      writeCatalogueFile(dataDir, catalogue);
      current = versioned(catalogue);
      return current;
    },
    answer({ knownVersion }) {
      if (current === null) return { state: 'none' };
      return current.version === knownVersion ? { state: 'unchanged' } : { state: 'changed', ...current };
    },
  });
}

function versioned(catalogue: ServiceCatalogue): VersionedCatalogue {
  const version = createHash('sha256').update(canonicalJson(catalogue)).digest('hex').slice(0, 16);
  return { version, catalogue };
}
