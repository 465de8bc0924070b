import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../store/open-gateway-store.ts';
import { UsageError } from './command.ts';

/**
 * The database in the folder given with `--data`.
 * @throws UsageError when there is none
 */
export function databaseIn(dataDir: string | undefined): string {
  if (dataDir === undefined) throw new UsageError('--data: name the data folder of the gateway');
  const path = join(dataDir, DATABASE_FILE);
  if (!existsSync(path)) throw new UsageError(`--data: there is no ${DATABASE_FILE} in ${dataDir}`);
  return path;
}
