/**
 * Why the store could not do what was asked.
 * `disk-full`: nothing was written, try later. `conflict`: another row already has this value.
 * `stopped`: the store is closed or its writer died. `internal`: a bug; the one operation failed and nothing of it is kept.
 */
export type StoreErrorCode = 'disk-full' | 'conflict' | 'stopped' | 'internal';

/** What a promise of the store rejects with. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
