import type { KeyObject } from 'node:crypto';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { DeviceId } from '@mingjing/shared/domain/ids.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { type ActionRequest, type ActionResponse, RPC_ERRORS } from '@mingjing/shared/protocol/actions.ts';
import { PROTOCOL_LIMITS } from '@mingjing/shared/protocol/limits.ts';
import { type RpcError, rpcError } from '@mingjing/shared/protocol/rpc-peer.ts';
import { checkUpload } from '../core/check-upload.ts';
import type { GatewayStore, IngestOutcome, SettledSession } from '../store/gateway-store.ts';
import { StoreError } from '../store/store-error.ts';
import type { Admission } from './admission.ts';
import type { HubLimits } from './hub-limits.ts';

export interface UploadHandlerParts {
  readonly deviceId: DeviceId;
  readonly key: KeyObject;
  readonly store: Pick<GatewayStore, 'ingest'>;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly limits: Pick<HubLimits, 'retryAfterMs'>;
  readonly admission: Admission;
  /** Sessions that turned out to be rated while this or another terminal still shows them. */
  readonly onRatedElsewhere: (settled: readonly SettledSession[]) => void;
}

type Answer = Result<ActionResponse<'UploadRecords'>, RpcError>;

/** Takes uploads of one terminal: checks them, hands them to the writer, and acknowledges what is on disk. */
export function createUploadHandler(parts: UploadHandlerParts) {
  const { deviceId, key, store, clock, limits, admission } = parts;
  const busy = () =>
    err(rpcError(RPC_ERRORS.busy, 'too much is on its way to the disk', { retryAfterMs: limits.retryAfterMs }));
  let uploads = 0;

  /** Everything up to the writer happens here and now; what is awaited afterwards holds nothing of the records. */
  function take({ epoch, fromSeq, records, headSignature }: ActionRequest<'UploadRecords'>): Promise<Answer> {
    const checked = checkUpload({ deviceId, epoch, fromSeq, texts: records, headSignature }, key);
    if (checked.ok) return acknowledge(store.ingest({ ...checked.value, deviceId, receivedAt: clock.now() }));
    const { kind, offset, reason } = checked.error;
    if (kind === 'chain') {
      parts.log('ingest.chain-broken', { device: deviceId, epoch, fromSeq, offset, reason });
      return Promise.resolve(err(rpcError(RPC_ERRORS.chainBroken, reason, { offset })));
    }
    const issues = [`records.${offset}: ${reason}`];
    return Promise.resolve(err(rpcError(RPC_ERRORS.formatViolation, reason, { issues })));
  }

  async function acknowledge(ingested: Promise<IngestOutcome>): Promise<Answer> {
    try {
      const outcome = await ingested;
      if (outcome.kind === 'stored' && outcome.settled.length > 0) parts.onRatedElsewhere(outcome.settled);
      return answerOf(outcome);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (error.code !== 'internal') return busy();
      return err(rpcError(RPC_ERRORS.internal, 'the records could not be taken'));
    }
  }

  return (request: ActionRequest<'UploadRecords'>): Promise<Answer> => {
    const count = request.records.length;
    if (uploads >= PROTOCOL_LIMITS.maxUploadsInFlight || !admission.enter(count)) return Promise.resolve(busy());
    uploads += 1;
    return take(request).finally(() => release(count));
  };

  function release(count: number): void {
    uploads -= 1;
    admission.leave(count);
  }
}

function answerOf(outcome: IngestOutcome): Answer {
  switch (outcome.kind) {
    case 'stored':
      return ok({ ackSeq: outcome.ackSeq });
    case 'gap':
      return err(
        rpcError(RPC_ERRORS.sequenceGap, 'records are missing in between', { expectedSeq: outcome.expectedSeq }),
      );
    case 'conflict':
      return err(rpcError(RPC_ERRORS.logConflict, 'another log holds these sequence numbers'));
    case 'chain-broken':
      return err(rpcError(RPC_ERRORS.chainBroken, outcome.reason));
  }
}
