import { parentPort, workerData } from 'node:worker_threads';
import { checkpoint } from './checkpoint.ts';
import { createGroupCommit, type QueuedOperation } from './commit-group.ts';
import { createExecutor } from './execute.ts';
import { committedBytes, rowsOf } from './group-size.ts';
import { openWriter } from './open-database.ts';
import type { FromWriter, ToWriter } from './operations.ts';

/** The one thread that writes. While it commits a group, everything that arrives collects for the next one. */

/** Rows in one transaction at most: bounds how long the first of them waits for its fsync. */
const MAX_GROUP_ROWS = 8_192;
const CHECKPOINT_EVERY_BYTES = 64 * 1024 * 1024;

export interface WriterThreadOptions {
  readonly path: string;
  readonly reasonsGraceMs: number;
  /** After how many bytes the log is checkpointed; 64 MiB where absent. */
  readonly checkpointEvery?: number;
}

if (parentPort === null) throw new Error('writer-thread.ts runs as a worker');
const port = parentPort;
const options = workerData as WriterThreadOptions;
const db = openWriter(options.path);
const { checkpointEvery = CHECKPOINT_EVERY_BYTES } = options;
const commitGroup = createGroupCommit(db, createExecutor(db, options));
const send = (message: FromWriter) => port.postMessage(message);

let queue: QueuedOperation[] = [];
let isScheduled = false;
let grownBytes = 0;

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
  const answers = commitGroup(group);
  send({ type: 'answers', answers });
  grownBytes += committedBytes(group, answers);
  if (grownBytes >= checkpointEvery) {
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

/** Everything queued is answered before the connection closes. */
function stop(): void {
  while (queue.length > 0) send({ type: 'answers', answers: commitGroup(takeGroup()) });
  checkpoint(db, 'TRUNCATE');
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
      // Only when the checkpointer cannot keep up: between two groups, after their answers.
      checkpoint(db, 'RESTART');
      return;
    case 'stop':
      return stop();
  }
});
send({ type: 'ready' });
