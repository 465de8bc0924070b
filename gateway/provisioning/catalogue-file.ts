import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type ServiceCatalogue, serviceCatalogueSchema } from '@mingjing/shared/domain/service-catalogue.ts';

/** In the data folder: written by the HTTP API, or by hand before a start. */
export const CATALOGUE_FILE = 'service-catalogue.json';
const MAX_BYTES = 1024 * 1024;

/** @returns the catalogue, null where there is no file, or what in it must be corrected */
export function readCatalogueFile(dataDir: string): Result<ServiceCatalogue | null, string> {
  const file = join(dataDir, CATALOGUE_FILE);
  if (!existsSync(file)) return ok(null);
  if (statSync(file).size > MAX_BYTES) return err(`${file} is larger than 1 MB: shorten it`);
  const parsed = serviceCatalogueSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') || '(whole file)';
  return err(`${file}: ${field}: ${issue?.message ?? 'does not fit'}; correct it, or move the file away`);
}

/**
 * Writes all or nothing.
 * @throws what the file system says
 */
export function writeCatalogueFile(dataDir: string, catalogue: ServiceCatalogue): void {
  const file = join(dataDir, CATALOGUE_FILE);
  const temporary = `${file}.new`;
  rmSync(temporary, { force: true });
  const handle = openSync(temporary, 'wx', 0o600);
  try {
    writeFileSync(handle, `${JSON.stringify(catalogue, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
  syncFolder(dataDir);
}

/** The name is on disk only with its folder. Windows has no such call and needs none. */
function syncFolder(dataDir: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(dataDir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
