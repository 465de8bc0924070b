import { RPC_ERRORS } from '@mingjing/shared/protocol/actions.ts';
import { z } from 'zod';
import { boundedWait } from './reconnect.ts';

/** What an upload was answered with, as far as planning is concerned. */
export type UploadAnswer =
  | { readonly kind: 'ack'; readonly ackSeq: number }
  | { readonly kind: 'gap'; readonly expectedSeq: number }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'broken' }
  | { readonly kind: 'busy'; readonly retryAfterMs: number }
  /** No answer in time: what became of the records is unknown. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'refused' };

const gapDetails = z.object({ expectedSeq: z.int().min(1) });
const busyDetails = z.object({ retryAfterMs: z.number().nonnegative() });

/** Reads an error answer. Whatever makes no sense is a refusal, after which we wait. */
export function answerOfError(code: string, details: unknown): UploadAnswer {
  switch (code) {
    case RPC_ERRORS.sequenceGap: {
      const gap = gapDetails.safeParse(details);
      return gap.success ? { kind: 'gap', expectedSeq: gap.data.expectedSeq } : { kind: 'refused' };
    }
    case RPC_ERRORS.busy:
    case RPC_ERRORS.tooManyCalls:
      return { kind: 'busy', retryAfterMs: boundedWait(busyDetails.safeParse(details).data?.retryAfterMs ?? 0) };
    case RPC_ERRORS.logConflict:
      return { kind: 'conflict' };
    case RPC_ERRORS.chainBroken:
      return { kind: 'broken' };
    case RPC_ERRORS.timeout:
      return { kind: 'lost' };
    default:
      return { kind: 'refused' };
  }
}
