import type { z } from 'zod';
import type { Timers } from '../basics/clock.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { RPC_ERRORS } from './actions.ts';
import { PROTOCOL_LIMITS } from './limits.ts';
import { type CallFrame, decodeFrame, type ErrorFrame, encodeFrame, type RpcFrame } from './rpc-frames.ts';

/** Why a call has no answer. */
export interface RpcError {
  readonly code: string;
  readonly description: string;
  readonly details: unknown;
}

type Shapes = { readonly [action: string]: { readonly request: z.ZodType; readonly response: z.ZodType } };
type Request<S extends Shapes, A extends keyof S> = z.infer<S[A]['request']>;
type Response<S extends Shapes, A extends keyof S> = z.infer<S[A]['response']>;

/** What this side does for the other; one handler an action. */
export type Handlers<S extends Shapes> = {
  readonly [A in keyof S]: (request: Request<S, A>) => Promise<Result<Response<S, A>, RpcError>>;
};

export interface RpcPeerOptions<Served extends Shapes, Called extends Shapes> {
  readonly served: Served;
  readonly called: Called;
  readonly handlers: Handlers<Served>;
  readonly send: (text: string) => void;
  readonly timers: Timers;
  /** After too many malformed messages; the owner closes the connection. */
  readonly onHopeless: (reason: string) => void;
  readonly callTimeoutMs?: number;
}

interface Pending {
  readonly action: string;
  readonly settle: (outcome: Result<unknown, RpcError>) => void;
  readonly cancelTimer: () => void;
}

/** One end of a symmetric call channel. Knows no socket: the owner feeds `receive` and calls `close`. */
export function createRpcPeer<Served extends Shapes, Called extends Shapes>(options: RpcPeerOptions<Served, Called>) {
  const pending = new Map<string, Pending>();
  let nextId = 1;
  let serving = 0;
  let badMessages = 0;
  let closed = false;

  const send = (frame: RpcFrame) => {
    if (!closed) options.send(encodeFrame(frame));
  };
  const refuse = (id: string, error: RpcError) => send({ kind: 'error', id, ...error });

  function settle(id: string, outcome: Result<unknown, RpcError>): void {
    const call = pending.get(id);
    // A late answer to a call that timed out is no error: the retry carries the truth.
    if (call === undefined) return;
    pending.delete(id);
    call.cancelTimer();
    call.settle(outcome);
  }

  /** Not async itself: while an answer is awaited, nothing must hold on to a payload of half a megabyte. */
  function serve(frame: CallFrame): Promise<void> {
    const shape = Object.hasOwn(options.served, frame.action) ? options.served[frame.action] : undefined;
    const handler = options.handlers[frame.action];
    if (shape === undefined || handler === undefined) {
      refuse(frame.id, rpcError(RPC_ERRORS.notImplemented, 'no such action'));
      return Promise.resolve();
    }
    const request = shape.request.safeParse(frame.payload);
    if (!request.success) {
      refuse(
        frame.id,
        rpcError(RPC_ERRORS.formatViolation, 'the payload does not fit', { issues: issuesOf(request.error) }),
      );
      return Promise.resolve();
    }
    serving += 1;
    return answerCall(frame.id, handler(request.data as Request<Served, keyof Served>));
  }

  async function answerCall(id: string, outcome: Promise<Result<unknown, RpcError>>): Promise<void> {
    try {
      const answer = await outcome;
      if (answer.ok) send({ kind: 'result', id, payload: answer.value });
      else refuse(id, answer.error);
    } finally {
      serving -= 1;
    }
  }

  function receiveAnswer(frame: Exclude<RpcFrame, CallFrame>): void {
    const call = pending.get(frame.id);
    if (call === undefined) return;
    settle(frame.id, frame.kind === 'error' ? err(errorOf(frame)) : checkedResponse(call.action, frame.payload));
  }

  function checkedResponse(action: string, payload: unknown): Result<unknown, RpcError> {
    const response = options.called[action]?.response.safeParse(payload);
    return response?.success ? ok(response.data) : err(rpcError(RPC_ERRORS.formatViolation, 'the answer does not fit'));
  }

  return {
    /** Feeds one message. Resolves when a call in it has been served; answers resolve at once. */
    receive(text: string): Promise<void> {
      const frame = decodeFrame(text);
      if (!frame.ok) {
        badMessages += 1;
        if (badMessages >= PROTOCOL_LIMITS.maxBadMessages) options.onHopeless(frame.error);
      } else if (frame.value.kind !== 'call') {
        receiveAnswer(frame.value);
      } else if (serving >= PROTOCOL_LIMITS.maxPendingCalls) {
        refuse(frame.value.id, rpcError(RPC_ERRORS.tooManyCalls, 'answer the open calls first'));
      } else {
        return serve(frame.value);
      }
      return Promise.resolve();
    },

    /** Calls the other side. Never rejects: a timeout, a refusal and a closed connection are all answers. */
    call<A extends keyof Called & string>(
      action: A,
      payload: Request<Called, A>,
    ): Promise<Result<Response<Called, A>, RpcError>> {
      if (closed) return Promise.resolve(err(rpcError(RPC_ERRORS.timeout, 'the connection is closed')));
      if (pending.size >= PROTOCOL_LIMITS.maxPendingCalls) {
        return Promise.resolve(err(rpcError(RPC_ERRORS.tooManyCalls, 'too many calls are open')));
      }
      const id = String(nextId++);
      return new Promise((resolve) => {
        const cancelTimer = options.timers.after(options.callTimeoutMs ?? PROTOCOL_LIMITS.callTimeoutMs, () =>
          settle(id, err(rpcError(RPC_ERRORS.timeout, `no answer to ${action}`))),
        );
        pending.set(id, {
          action,
          settle: (outcome) => resolve(outcome as Result<Response<Called, A>, RpcError>),
          cancelTimer,
        });
        send({ kind: 'call', id, action, payload });
      });
    },

    /** The connection is gone: every open call is answered so. */
    close(): void {
      closed = true;
      for (const id of [...pending.keys()]) settle(id, err(rpcError(RPC_ERRORS.timeout, 'the connection closed')));
    },
  };
}

/** Builds an error answer. */
export function rpcError(code: string, description: string, details: unknown = {}): RpcError {
  return { code, description, details };
}

function errorOf(frame: ErrorFrame): RpcError {
  return { code: frame.code, description: frame.description, details: frame.details };
}

function issuesOf(error: z.ZodError): readonly string[] {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || '(whole)'}: ${issue.message}`.slice(0, 200));
}
