import { parentPort, workerData } from 'node:worker_threads';
import { createGroupCommit, type QueuedOperation } from './commit-group.ts';
import { createExecutor } from './execute.ts';
import { BUSY_TIMEOUT_MS, openWriter } from './open-database.ts';
import type { AnyOperation, FromWriter, ToWriter } from './operations.ts';

/** The one thread that writes. While it commits a group, everything that arrives collects for the next one. */

/** Rows in one transaction at most: bounds how long the first of them waits for its fsync. */
const MAX_GROUP_ROWS = 8_192;
/** After this much the checkpointer is told. */
const LOG_REPORT_BYTES = 64 * 1024 * 1024;

export interface WriterThreadOptions {
  readonly path: string;
  readonly reasonsGraceMs: number;
}

if (parentPort === null) throw new Error('writer-thread.ts runs as a worker');
const port = parentPort;
const options = workerData as WriterThreadOptions;
const db = openWriter(options.path);
const commitGroup = createGroupCommit(db, createExecutor(db, options));
const send = (message: FromWriter) => port.postMessage(message);

let queue: QueuedOperation[] = [];
let isScheduled = false;
let grownBytes = 0;

function rowsOf(operation: AnyOperation): number {
  return operation.name === 'ingest' ? operation.request.texts.length : 1;
}

function bytesOf(operation: AnyOperation): number {
  if (operation.name !== 'ingest') return 4_096;
  return operation.request.texts.reduce((sum, text) => sum + text.length + 300, 0);
}

function takeGroup(): QueuedOperation[] {
  let rows = 0;
  let count = 0;
  while (count < queue.length && rows < MAX_GROUP_ROWS) {
    rows += rowsOf((queue[count] as QueuedOperation).operation);
    count += 1;
  }
  const group = queue.slice(0, count);
  queue = queue.slice(count);
  return group;
}

function commitNext(): void {
  isScheduled = false;
  const group = takeGroup();
  send({ type: 'answers', answers: commitGroup(group) });
  for (const { operation } of group) grownBytes += bytesOf(operation);
  if (grownBytes >= LOG_REPORT_BYTES) {
    send({ type: 'log-grew', bytes: grownBytes });
    grownBytes = 0;
  }
  schedule();
}

function schedule(): void {
  if (isScheduled || queue.length === 0) return;
  isScheduled = true;
  // After the messages that are waiting at the port.
  setImmediate(commitNext);
}

/** Only when the checkpointer cannot keep up: between two groups, after their answers, and without waiting for readers. */
function shrinkLog(): void {
  db.pragma('busy_timeout = 0');
  db.pragma('wal_checkpoint(RESTART)');
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
}

/** Everything queued is committed before the connection closes. */
function stop(): void {
  while (queue.length > 0) send({ type: 'answers', answers: commitGroup(takeGroup()) });
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  send({ type: 'stopped' });
  port.close();
}

port.on('message', (message: ToWriter) => {
  switch (message.type) {
    case 'operation':
      queue.push(message);
      return schedule();
    case 'shrink-log':
      return shrinkLog();
    case 'stop':
      return stop();
  }
});
send({ type: 'ready' });
