import { backoffDelay } from '@mingjing/shared/basics/backoff.ts';
import type { Clock, Timers } from '@mingjing/shared/basics/clock.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import { headSigningText } from '@mingjing/shared/domain/hash-chain.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { ActionRequest, ActionResponse } from '@mingjing/shared/protocol/actions.ts';
import { PROTOCOL_LIMITS } from '@mingjing/shared/protocol/limits.ts';
import type { RpcError } from '@mingjing/shared/protocol/rpc-peer.ts';
import type { SyncDelays } from '../core/sync/sync-delays.ts';
import { answerOfError, type UploadAnswer } from '../core/sync/upload-answer.ts';
import { INITIAL_UPLOAD, planUpload, type UploadEffect, type UploadInput } from '../core/sync/upload-planner.ts';
import type { DeviceKey } from '../store/device-identity.ts';
import type { LogSlice, LogStore } from '../store/log-store.ts';

/**
 * Text in one upload, UTF-8 bytes. Inside a frame every quote and backslash of a record is escaped once more, which at worst doubles it:
 * this much always fits `maxFrameBytes`.
 */
export const MAX_BATCH_BYTES = 240 * 1024;

/** Sends one upload. Never rejects. */
export type SendUpload = (
  request: ActionRequest<'UploadRecords'>,
) => Promise<Result<ActionResponse<'UploadRecords'>, RpcError>>;

export interface UploaderOptions {
  readonly store: LogStore;
  readonly identity: Pick<DeviceKey, 'deviceId' | 'sign'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly pause: SyncDelays['pause'];
  readonly clockOffset: () => number | null;
  readonly log: EventLog;
  /** An answer never came: the connection is not worth keeping. */
  readonly onLost: () => void;
  /** Something was confirmed. */
  readonly onProgress: () => void;
}

/** Carries out what the planner decides: reads the log, signs, sends, and books what was confirmed. */
export function createUploader(options: UploaderOptions) {
  const { store, identity } = options;
  let state = INITIAL_UPLOAD;
  let send: SendUpload | null = null;
  let cancelRest = () => {};

  function feed(input: UploadInput): void {
    const step = planUpload(state, input);
    state = step.state;
    for (const effect of step.effects) run(effect);
  }

  function run(effect: UploadEffect): void {
    switch (effect.kind) {
      case 'send':
        upload(effect.after);
        break;
      case 'save-ack':
        // A full disk may refuse this: then the same records are sent once more after a restart, and deduped.
        store.setAcked(effect.seq);
        options.onProgress();
        break;
      case 'renew':
        renew(effect.carryAfter);
        break;
      case 'pause': {
        const { cause, failures, retryAfterMs } = effect;
        const ms = backoffDelay(options.pause[cause], failures, options.random(), retryAfterMs);
        cancelRest = options.timers.after(ms, () => feed({ kind: 'rested' }));
        break;
      }
      case 'reconnect':
        options.onLost();
        break;
      case 'report':
        options.log(EVENT_OF[effect.what], effect.what === 'broken' ? { reason: 'chain' } : {});
    }
  }

  function upload(after: number): void {
    const slice = store.readAfter(after, PROTOCOL_LIMITS.maxBatchRecords, MAX_BATCH_BYTES);
    const { nextId: id, epoch } = state;
    const usable = slice.texts.length > 0 && slice.fromSeq === after + 1 && send !== null;
    const answer = usable ? send?.(requestOf(slice)) : undefined;
    feed({ kind: 'sent', fromSeq: slice.fromSeq, count: slice.texts.length });
    void answer?.then((outcome) => {
      // Answers that come with the end of the connection say nothing; the log may be closed by now.
      if (send === null) return;
      feed({ kind: 'answered', epoch, id, headSeq: store.head().seq, answer: answerOf(outcome) });
    });
  }

  function requestOf({ epoch, fromSeq, texts, lastHash }: LogSlice): ActionRequest<'UploadRecords'> {
    const seq = fromSeq + texts.length - 1;
    const signed = headSigningText({ deviceId: identity.deviceId, epoch, seq, hash: lastHash });
    return { epoch, fromSeq, records: [...texts], headSignature: identity.sign(signed) };
  }

  function renew(carryAfter: number): void {
    const { clock, clockOffset } = options;
    const stamp = { at: clock.now(), mono: clock.mono(), clockOffset: clockOffset() };
    const head = store.beginEpoch('conflict', stamp, carryAfter);
    feed(head.ok ? { kind: 'renewed', epoch: head.value.epoch, headSeq: head.value.seq } : { kind: 'renewal-failed' });
  }

  return {
    /** The gateway has greeted us and holds this epoch up to `gatewayAck`. */
    connect(sender: SendUpload, gatewayAck: number): void {
      send = sender;
      const { epoch, seq: headSeq } = store.head();
      feed({ kind: 'connected', epoch, headSeq, ackedSeq: store.ackedSeq(), gatewayAck });
    },
    disconnect(): void {
      cancelRest();
      send = null;
      feed({ kind: 'disconnected' });
    },
    nudge(): void {
      feed({ kind: 'appended', headSeq: store.head().seq });
    },
  };
}

const EVENT_OF = {
  gap: 'sync.gap',
  conflict: 'sync.conflict',
  broken: 'sync.upload-refused',
  refused: 'sync.upload-refused',
} as const;

function answerOf(outcome: Awaited<ReturnType<SendUpload>>): UploadAnswer {
  if (outcome.ok) return { kind: 'ack', ackSeq: outcome.value.ackSeq };
  return answerOfError(outcome.error.code, outcome.error.details);
}
