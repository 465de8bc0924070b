import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import type { DeviceId } from '@mingjing/shared/domain/ids.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { declareReady, installReady, type LogFiles } from './log-files.ts';
import { createLogRows } from './log-rows.ts';
import { createLogWriter, type EpochStart } from './log-writer.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { APPLICATION_ID, openDatabase } from './open-database.ts';
import { salvage } from './salvage.ts';

/** What writing to the log needs of the world. */
export interface LogWorld {
  readonly deviceId: DeviceId;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly log: EventLog;
}

/** What the first file of a terminal begins with. */
export const FIRST_START: EpochStart = { reason: 'first-start', previousEpoch: null, carried: [], unreadable: 0 };

/** Reads out what a damaged file still holds and builds a fresh one from it. */
export function repair(files: LogFiles, world: LogWorld, migrations: readonly Migration[], why: string): void {
  world.log('store.damaged', { why: why.slice(0, 200) });
  const { records, unreadable, previousEpoch, snapshot } = salvage(files.path);
  rebuild(files, world, migrations, { reason: 'damaged', previousEpoch, carried: records, unreadable }, snapshot);
}

/** Builds a complete new file and puts it in place; the one before it, if any, goes aside. */
export function rebuild(
  files: LogFiles,
  world: LogWorld,
  migrations: readonly Migration[],
  start: EpochStart,
  snapshot?: string,
): void {
  const db = openDatabase(files.building);
  try {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    migrate(db, migrations);
    const rows = createLogRows(db);
    db.transaction(() => {
      const { clock, deviceId, randomBytes } = world;
      const stamp = { at: clock.now(), mono: clock.mono(), clockOffset: null };
      createLogWriter(rows, deviceId, randomBytes).beginEpoch(start, stamp);
      if (snapshot !== undefined) rows.putSnapshot(snapshot);
    }).immediate();
  } finally {
    db.close();
  }
  declareReady(files);
  installReady(files, world.clock.now());
  reportEpoch(world, start);
}

/** Tells the operators that an epoch began. */
export function reportEpoch({ log }: Pick<LogWorld, 'log'>, { reason, carried, unreadable }: EpochStart): void {
  log('store.epoch-begun', { reason, salvaged: carried.length, unreadable });
}
