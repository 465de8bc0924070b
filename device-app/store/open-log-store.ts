import { existsSync } from 'node:fs';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { inspectFile } from './inspect-file.ts';
import { installReady, type LogFiles, logFilesIn, removeDatabase } from './log-files.ts';
import { createLogRows } from './log-rows.ts';
import type { LogStore } from './log-store.ts';
import { latestVersion, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/all.ts';
import { type Database, openDatabase } from './open-database.ts';
import { fromTheFuture, type OpenProblem, problemOf } from './open-problem.ts';
import { FIRST_START, type LogWorld, rebuild, repair } from './rebuild.ts';
import { createSqliteLogStore } from './sqlite-log-store.ts';
import { verifyUnconfirmed } from './verify-log.ts';

export interface LogStoreOptions extends LogWorld {
  /** Folder of the terminal's data; created (0700) where missing. */
  readonly dir: string;
}

/**
 * Opens the terminal's log `log.db` in a folder, creating or repairing it. `deviceId` is the one minted with the terminal's key,
 * so a log exists before enrolment; where it differs from the log's, a new epoch carries the unconfirmed entries over.
 *
 * The ladder: quick check and chain check → what is unconfirmed is read out → a fresh file whose new epoch begins with it → the
 * damaged file aside as `log.db.damaged-<time>`. A crash on any rung is made good by the next call.
 */
export function openLogStore(options: LogStoreOptions): Result<LogStore, OpenProblem> {
  try {
    const files = logFilesIn(options.dir);
    removeDatabase(files.building);
    if (existsSync(files.ready)) installReady(files, options.clock.now());
    if (!existsSync(files.path)) rebuild(files, options, MIGRATIONS, FIRST_START);
    const found = inspectFile(files.path, MIGRATIONS);
    if (found.kind === 'from-the-future') return err(fromTheFuture(files.path, found.found, latestVersion(MIGRATIONS)));
    if (found.kind === 'damaged') repair(files, options, MIGRATIONS, found.why);
    return ok(openSound(files, options));
  } catch (cause) {
    const problem = problemOf(options.dir, cause);
    if (problem === undefined) throw cause;
    return err(problem);
  }
}

/** Opens a file whose structure is sound; its content may still turn out altered. */
function openSound(files: LogFiles, options: LogStoreOptions): LogStore {
  let db = openCurrent(files.path);
  try {
    const broken = verifyUnconfirmed(createLogRows(db));
    if (broken !== undefined) {
      db.close();
      repair(files, options, MIGRATIONS, broken);
      db = openCurrent(files.path);
    }
    return createSqliteLogStore(db, options);
  } catch (cause) {
    db.close();
    throw cause;
  }
}

function openCurrent(path: string): Database {
  const db = openDatabase(path);
  migrate(db, MIGRATIONS);
  return db;
}
