import { z } from 'zod';
import type { CityReply } from '../../city-adapter.ts';
import { RETRY_AFTER_MAX_MS } from '../../delays.data.ts';
import { JUDGING_STATUSES, REPLY_TEXTS, SUCCESS_CODES } from './replies.data.ts';

const envelopeSchema = z.object({
  code: z.union([z.string(), z.number()]).transform(String),
  message: z.string().default(''),
});

/** What is kept of a reply, in characters. */
export const RAW_REPLY_MAX = 2000;

/** An HTTP answer as far as we read it. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
}

/** Decides what an answer means. Only a well-formed envelope can deliver or reject; anything else may be a proxy speaking. */
export function classify(answer: HttpAnswer): CityReply {
  const raw = `HTTP ${answer.status} ${answer.body}`.slice(0, RAW_REPLY_MAX);
  const envelope = JUDGING_STATUSES.includes(answer.status) ? readEnvelope(answer.body) : undefined;
  if (envelope === undefined) return { kind: 'unavailable', raw, ...retryAfterOf(answer.retryAfter) };
  if (SUCCESS_CODES.includes(envelope.code)) return { kind: 'delivered', raw };
  const known = REPLY_TEXTS.find((row) => envelope.message.includes(row.contains));
  return { kind: known?.kind ?? 'rejected', raw };
}

function readEnvelope(body: string) {
  try {
    return envelopeSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

function retryAfterOf(header: string | null): { retryAfterMs?: number } {
  const seconds = header === null ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: Math.min(seconds * 1000, RETRY_AFTER_MAX_MS) } : {};
}
