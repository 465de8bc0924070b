import { storageFaultOf } from '@mingjing/shared/basics/sqlite-errors.ts';
import type { WriteRefusal } from './log-store.ts';

/** The records of the log are not what was written, though the file around them is sound. */
export class AlteredLogError extends Error {}

/** What an error says of the storage; undefined when it says nothing (a bug, a lock). */
export function refusalOf(error: unknown): WriteRefusal | undefined {
  if (error instanceof AlteredLogError) return 'damaged';
  const fault = storageFaultOf(error);
  // A log that may not be written any more must be opened anew too, which finds out why.
  return fault === 'unwritable' ? 'damaged' : fault;
}

/** Whether an error says that what is in the file cannot be read (as against: may not be opened). */
export function isCorruption(error: unknown): boolean {
  return storageFaultOf(error) === 'damaged';
}
