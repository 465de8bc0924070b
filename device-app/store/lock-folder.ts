import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { takeLock } from './open-database.ts';
import { type OpenProblem, problemOf } from './open-problem.ts';

/**
 * Claims a data folder for this process: two terminals on one log would fork its chain and end sessions twice.
 * @returns what lets it go
 */
export function lockFolder(dir: string): Result<() => void, OpenProblem> {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const release = takeLock(join(dir, 'lock.db'));
    if (release !== undefined) return ok(release);
    return err({
      kind: 'unavailable',
      message: `${dir} is in use by another terminal: stop it or choose another folder`,
    });
  } catch (cause) {
    const problem = problemOf(dir, cause);
    if (problem === undefined) throw cause;
    return err(problem);
  }
}
