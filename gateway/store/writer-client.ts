import { Worker } from 'node:worker_threads';
import type {
  Answer,
  AnyOperation,
  FromWriter,
  OperationAnswer,
  OperationName,
  OperationRequest,
  ToWriter,
} from './operations.ts';
import { StoreError } from './store-error.ts';
import type { WriterThreadOptions } from './writer-thread.ts';

/** The main thread's end of the writer. */
export interface WriterClient {
  /** Resolves once the operation is on disk. @throws StoreError */
  run<N extends OperationName>(name: N, request: OperationRequest<N>): Promise<OperationAnswer<N>>;
  /** Operations handed over and not answered yet. */
  pending(): number;
  /** Commits what is queued, then ends the threads. */
  stop(): Promise<void>;
}

/** Above this the writer itself shortens the log between two groups, pages of 4 KiB. */
const LOG_HARD_LIMIT_PAGES = 32_768;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: StoreError): void;
}

/**
 * Starts the writer and the checkpointer.
 * A thread that dies rejects all that waits and then takes the process down: a supervisor restarts it, and terminals send again what was
 * never acknowledged. Going on without a writer would only look alive.
 */
export async function startWriter(options: WriterThreadOptions): Promise<WriterClient> {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let isReady = false;
  let stopping = false;
  let checkpointing = false;
  const writer = new Worker(new URL('./writer-thread.ts', import.meta.url), { workerData: options });
  const send = (message: ToWriter) => writer.postMessage(message);

  function rejectAll(reason: string): void {
    const error = new StoreError('stopped', reason);
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  }

  /** Apart from `run`, so that no closure keeps a request alive that has gone to the other thread already. */
  function answerTo(id: number): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    waiting.set(id, { resolve, reject });
    return promise;
  }

  function settle(answer: Answer): void {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok) call?.resolve(answer.value);
    else call?.reject(new StoreError(answer.code, answer.message));
  }

  const ready = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  writer.on('message', (message: FromWriter) => {
    switch (message.type) {
      case 'ready':
        isReady = true;
        return ready.resolve();
      case 'answers':
        for (const answer of message.answers) settle(answer);
        return;
      case 'log-grew':
        if (!checkpointing && !stopping) {
          checkpointing = true;
          checkpointer.postMessage('checkpoint');
        }
        return;
      case 'stopped':
        return stopped.resolve();
    }
  });
  const die = (thread: string) => (cause: unknown) => {
    const error = new Error(`the ${thread} thread died`, { cause });
    rejectAll(error.message);
    if (!isReady) return ready.reject(error);
    // Outside any promise, so that nobody can swallow it.
    setImmediate(() => {
      throw error;
    });
  };
  writer.on('error', die('writer'));
  writer.on('exit', (code) => {
    if (!stopping) die('writer')(new Error(`it ended with code ${code}`));
  });
  await ready.promise;

  const checkpointer = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), {
    workerData: { path: options.path },
  });
  checkpointer.on('error', die('checkpoint'));
  checkpointer.on('message', (pages: number) => {
    checkpointing = false;
    if (pages > LOG_HARD_LIMIT_PAGES && !stopping) send({ type: 'shrink-log' });
  });

  return {
    run<N extends OperationName>(name: N, request: OperationRequest<N>) {
      if (stopping) return Promise.reject(new StoreError('stopped', 'the store is closed'));
      const id = nextId++;
      send({ type: 'operation', id, operation: { name, request } as AnyOperation });
      return answerTo(id) as Promise<OperationAnswer<N>>;
    },
    pending: () => waiting.size,
    async stop() {
      if (stopping) return stopped.promise;
      stopping = true;
      const ended = new Promise<void>((resolve) => checkpointer.once('exit', () => resolve()));
      checkpointer.postMessage('stop');
      await ended;
      send({ type: 'stop' });
      await stopped.promise;
      rejectAll('the store is closed');
    },
  };
}
