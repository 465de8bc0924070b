import type { Answer, AnyOperation } from './operations.ts';

/** About what an operation that is no upload writes. */
const OPERATION_BYTES = 4_096;
/** About what a record writes besides its text. */
const RECORD_BYTES = 300;

/** Rows that an operation adds to the ledger, at most. */
export function rowsOf(operation: AnyOperation): number {
  return operation.name === 'ingest' ? operation.request.texts.length : 1;
}

/** About how many bytes a group put into the write-ahead log. What was refused is not in there. */
export function committedBytes(group: readonly { operation: AnyOperation }[], answers: readonly Answer[]): number {
  return group.reduce((sum, { operation }, place) => sum + (answers[place]?.ok ? bytesOf(operation) : 0), 0);
}

function bytesOf(operation: AnyOperation): number {
  if (operation.name !== 'ingest') return OPERATION_BYTES;
  return operation.request.texts.reduce((sum, text) => sum + text.length + RECORD_BYTES, 0);
}
