import { storageFaultOf } from '@mingjing/shared/basics/sqlite-errors.ts';
import type { Executor } from './execute.ts';
import type { SqliteDatabase } from './open-database.ts';
import type { Answer, AnyOperation } from './operations.ts';
import { StoreError } from './store-error.ts';

export interface QueuedOperation {
  readonly id: number;
  readonly operation: AnyOperation;
}

/**
 * Commits a group of operations in one transaction and says what became of each.
 *
 * No savepoints: they cost on every group and operations hardly ever fail. When one does, all is rolled back and each operation gets a
 * transaction of its own, so that a poisonous one fails alone.
 * @returns answers, once everything they promise is on disk
 * @throws when the disk or the database is broken: the process must not go on
 */
export function createGroupCommit(db: SqliteDatabase, executor: Executor) {
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');

  function transact(group: readonly QueuedOperation[]): Answer[] {
    begin.run();
    try {
      executor.begin();
      const answers = group.map(({ id, operation }): Answer => ({ id, ok: true, value: executor.execute(operation) }));
      executor.finish();
      commit.run();
      return answers;
    } catch (error) {
      if (db.inTransaction) db.exec('rollback');
      executor.discard();
      throw error;
    }
  }

  function alone(queued: QueuedOperation): Answer {
    try {
      return transact([queued])[0] as Answer;
    } catch (error) {
      return refusal(queued.id, error);
    }
  }

  return (group: readonly QueuedOperation[]): Answer[] => {
    try {
      return transact(group);
    } catch (error) {
      if (isBroken(error)) throw error;
      return group.length === 1 ? [refusal((group[0] as QueuedOperation).id, error)] : group.map(alone);
    }
  };
}

function isBroken(error: unknown): boolean {
  const fault = storageFaultOf(error);
  return fault === 'damaged' || fault === 'unwritable';
}

function refusal(id: number, error: unknown): Answer {
  if (isBroken(error)) throw error;
  if (storageFaultOf(error) === 'full') return { id, ok: false, code: 'disk-full', message: 'the disk is full' };
  if (error instanceof StoreError) return { id, ok: false, code: error.code, message: error.message };
  return {
    id,
    ok: false,
    code: 'internal',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
