import type { Timers } from '@mingjing/shared/basics/clock.ts';
import type { Decoded } from './decode/decoded.ts';
import { MAX_QUEUED_WRITES } from './delays.data.ts';
import type { Outgoing } from './outputs.ts';

/** A frame that a rule of the profile knows. */
export type Understood = Exclude<Decoded, { readonly kind: 'unknown' | 'error' }>;

export interface Question {
  readonly message: Outgoing;
  readonly timeoutMs: number;
  readonly isAnswer: (decoded: Understood) => boolean;
}

export type Answer =
  | 'answered'
  | 'silent'
  /** The question could not be sent. */
  | 'unsent';

/** Keeps one question outstanding on a line, whoever asks. */
export interface Conversation {
  ask(question: Question): Promise<Answer>;
  /** Sends something to which an answer may come, and keeps the line until it did or could have. Resolves once it is sent, or could not be. */
  say(message: Outgoing, timeoutMs: number): Promise<boolean>;
  heard(decoded: Understood): void;
  /** Whoever still waits hears nothing. */
  stop(): void;
}

export function createConversation({
  send,
  timers,
}: {
  readonly send: (message: Outgoing) => Promise<boolean>;
  readonly timers: Timers;
}): Conversation {
  let tail: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let stopped = false;
  let outstanding: { readonly question: Question; readonly settle: (answer: Answer) => void } | undefined;

  const begin = async (question: Question, onSent: (sent: boolean) => void): Promise<Answer> => {
    if (stopped) return 'unsent';
    const { promise, resolve } = Promise.withResolvers<Answer>();
    let cancel: () => void = () => undefined;
    const settle = (answer: Answer): void => {
      cancel();
      outstanding = undefined;
      resolve(answer);
    };
    outstanding = { question, settle };
    const sent = await send(question.message);
    onSent(sent);
    if (outstanding?.settle !== settle) return promise;
    if (sent) cancel = timers.after(question.timeoutMs, () => settle('silent'));
    else settle('unsent');
    return promise;
  };

  const queue = (question: Question, onSent: (sent: boolean) => void): Promise<Answer> => {
    if (stopped || waiting >= MAX_QUEUED_WRITES) return Promise.resolve('unsent');
    waiting += 1;
    const answer = tail
      .then(() => begin(question, onSent))
      .finally(() => {
        waiting -= 1;
      });
    tail = answer.catch(() => undefined);
    return answer;
  };

  return {
    ask: (question) => queue(question, () => undefined),
    say(message, timeoutMs) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      void queue({ message, timeoutMs, isAnswer: () => true }, resolve).then((answer) => resolve(answer !== 'unsent'));
      return promise;
    },
    heard(decoded) {
      if (outstanding?.question.isAnswer(decoded)) outstanding.settle('answered');
    },
    stop() {
      stopped = true;
      outstanding?.settle('silent');
    },
  };
}
