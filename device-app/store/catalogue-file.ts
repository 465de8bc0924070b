import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type VersionedCatalogue, versionedCatalogueSchema } from '@mingjing/shared/domain/service-catalogue.ts';
import { writePrivateFile } from './private-file.ts';

const FILE = 'service-catalogue.json';
const MAX_BYTES = 1024 * 1024;

/** The catalogue that the gateway sent last, kept for times without it. Nothing depends on the file: what cannot be read is fetched again. */
export interface CatalogueFile {
  load(): VersionedCatalogue | null;
  /** Without effect on a disk that takes no more. */
  save(catalogue: VersionedCatalogue): void;
}

export function catalogueFile(dataDir: string): CatalogueFile {
  const path = join(dataDir, FILE);
  return {
    load() {
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (size === 0 || size > MAX_BYTES) return null;
      const parsed = versionedCatalogueSchema.safeParse(parse(path));
      return parsed.success ? parsed.data : null;
    },
    save: (catalogue) => void writePrivateFile(path, JSON.stringify(catalogue)),
  };
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
