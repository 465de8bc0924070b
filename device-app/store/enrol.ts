import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { shortIdSchema } from '@mingjing/shared/domain/ids.ts';
import { ENROLMENT_PATH, enrolSigningText } from '@mingjing/shared/protocol/enrolment.ts';
import { z } from 'zod';
import { type DeviceIdentity, type DeviceKey, identityOf } from './device-identity.ts';
import { qrKeySchema, saveEnrolment } from './enrolment-file.ts';

const TIMEOUT_MS = 15_000;
const MAX_REPLY_BYTES = 16 * 1024;

const replySchema = z.object({ shortId: shortIdSchema, qrKey: qrKeySchema, windowName: z.string().max(200) });
const refusalSchema = z.object({ code: z.string().max(80), message: z.string().max(500) });

/** Why there is no enrolment. Only `unreachable` is worth trying again with the same code. */
export interface EnrolProblem {
  readonly kind: 'refused' | 'unreachable' | 'not-a-gateway' | 'not-saved';
  readonly message: string;
}

export interface EnrolOptions {
  /** Data folder that keeps the enrolment. */
  readonly dir: string;
  /** Base address of the gateway. */
  readonly gatewayUrl: string;
  /** The one-time code from the console. */
  readonly code: string;
  readonly key: DeviceKey;
  readonly appVersion: string;
  /** The global `fetch`, or one that goes through a proxy. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/**
 * Trades a one-time code and the public key for an identity, and keeps it. Safe to call again: the gateway answers the same key
 * with the same identity.
 */
export async function enrol(options: EnrolOptions): Promise<Result<DeviceIdentity, EnrolProblem>> {
  const { dir, key } = options;
  const reply = await post(options);
  if (!reply.ok) return reply;
  const saved = saveEnrolment(dir, key.deviceId, reply.value);
  return saved.ok ? ok(identityOf(key, reply.value)) : err({ kind: 'not-saved', message: saved.error.message });
}

async function post(options: EnrolOptions): Promise<Result<z.infer<typeof replySchema>, EnrolProblem>> {
  const { gatewayUrl, code, key, appVersion } = options;
  const { deviceId, publicKey } = key;
  const body = { code, deviceId, publicKey, proof: key.sign(enrolSigningText(deviceId, code)), appVersion };
  try {
    const response = await options.fetch(`${gatewayUrl.replace(/\/+$/, '')}${ENROLMENT_PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return readReply(response.status, await readBounded(response));
  } catch (cause) {
    const why = cause instanceof Error ? cause.name : 'unknown';
    return err({
      kind: 'unreachable',
      message: `the gateway ${gatewayUrl} cannot be reached (${why}): check address and network`,
    });
  }
}

function readReply(status: number, value: unknown): Result<z.infer<typeof replySchema>, EnrolProblem> {
  const reply = replySchema.safeParse(value);
  if ((status === 200 || status === 201) && reply.success) return ok(reply.data);
  const refusal = refusalSchema.safeParse(value);
  if (status === 429 || status >= 500) {
    return err({ kind: 'unreachable', message: `the gateway cannot enrol now (HTTP ${status}): try again later` });
  }
  if (status >= 400 && refusal.success) {
    return err({ kind: 'refused', message: `the gateway refused: ${refusal.data.message} (${refusal.data.code})` });
  }
  const message = `the answer (HTTP ${status}) is not that of a Mingjing gateway: check gatewayUrl`;
  return err({ kind: 'not-a-gateway', message });
}

/** The JSON of a reply; undefined when it is none or too long. */
async function readBounded(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_REPLY_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
