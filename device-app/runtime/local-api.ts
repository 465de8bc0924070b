import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import rateLimit from '@fastify/rate-limit';
import type { Clock } from '@mingjing/shared/basics/clock.ts';
import type { Result } from '@mingjing/shared/basics/result.ts';
import { sessionIdSchema } from '@mingjing/shared/domain/ids.ts';
import { type ServiceRecord, serviceRecordSchema } from '@mingjing/shared/domain/service-record.ts';
import { serviceIssues } from '@mingjing/shared/domain/service-rules.ts';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import { foldLog } from '@mingjing/shared/log-events/fold-log.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Diagnostics } from '../core/screen/diagnostics-page.ts';
import type { SessionReply } from '../core/session/session-input.ts';
import type { BundleProblem, MadeBundle } from './bundle-files.ts';
import { bodyIssues, registerWindowApi } from './local-window-api.ts';
import { RECEIPT_ANSWERS } from './receipt-answers.data.ts';
import type { ReceiptProblem } from './receipts.ts';
import type { StaffView } from './session-outcomes.ts';
import type { WindowService } from './window-info.ts';

/** What the window PC may ask of the terminal. */
export interface LocalApiService {
  open(service: ServiceRecord): { readonly sessionId: string; readonly state: SessionReply | 'refused' };
  cancel(sessionId: z.infer<typeof sessionIdSchema>): SessionReply | 'refused';
  viewOf(sessionId: string): StaffView | undefined;
  status(): object;
  /** Null while a session is in hand: nothing of a press may be followed from here (P5). */
  diagnostics(): Promise<Diagnostics | null>;
  /** Null while a session is in hand. */
  bundle(): Promise<Result<MadeBundle, BundleProblem> | null>;
  printReceipt(sessionId: z.infer<typeof sessionIdSchema>): Promise<Result<void, ReceiptProblem>>;
  /** Undefined while the data folder cannot be used. */
  window(): WindowService | undefined;
  /** Whether the screen is at this session or will be; null at a window, where nobody but the citizen is told. */
  isShowing(sessionId: string): boolean | null;
  /** The gateway's clock as last measured, ms; infinite while unknown, since a terminal's own may be wrong by years. */
  gatewayTime(): number;
}

const paramsSchema = z.object({ sessionId: sessionIdSchema });

/** Calls a window PC may make in a minute: far more than windows serve, far less than a runaway loop makes. */
const CALLS_PER_MINUTE = 300;

/** Each one reads the whole machine and is written to its disk. */
const BUNDLES_PER_HOUR = 12;

/** Refused callers are told of in the log this often at most. */
const REFUSAL_LOG_MS = 60_000;

/**
 * The local API for the window PC (DESIGN §4.1), under `/local/v1`, bearer token required:
 * `POST /service-sessions` opens one, `GET` and `DELETE /service-sessions/:id` ask and cancel,
 * `POST /service-sessions/:id/receipt` prints its receipt, `GET /status`, `GET /diagnostics` says what the technician's page says, without
 * bytes and presses of pads, `GET /diagnostics-bundle` sends a redacted bundle for technical support. `/board`, `/staff` and `/photos` tell the window about itself (`local-window-api.ts`).
 * Answers are `{code, message, …}` on failure. `DELETE` tells nothing of what it found. The applicant is not accepted here: the terminal keeps no personal data.
 */
export function localApi(options: {
  readonly service: LocalApiService;
  /** Undefined while there is none yet: every call is then answered 503. */
  readonly token: () => string | undefined;
  readonly clock: Clock;
  readonly log: EventLog;
}) {
  const { service, clock } = options;
  const log = foldLog(options.log, clock, REFUSAL_LOG_MS);

  return async (app: FastifyInstance): Promise<void> => {
    await app.register(rateLimit, {
      max: CALLS_PER_MINUTE,
      onExceeded: () => log('local-api.refused', { reason: 'rate' }),
      timeWindow: 60_000,
      errorResponseBuilder: (_request, context) => ({
        statusCode: 429,
        code: 'too-many-calls',
        message: `at most ${CALLS_PER_MINUTE} calls a minute; try again in ${context.after}`,
      }),
    });

    // After the limiter, which counts callers without the token too, and before a body is read.
    app.addHook('preParsing', async (request, reply) => {
      const token = options.token();
      if (token === undefined) return reply.code(503).send(STORAGE_TROUBLE);
      const given = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (timingSafeEqual(digest(given), digest(token))) return;
      log('local-api.refused', { reason: 'token' });
      return reply.code(401).send({ code: 'unauthorized', message: 'send the local API token as bearer token' });
    });

    app.post('/service-sessions', async (request, reply) => {
      const record = serviceRecordSchema.safeParse(request.body);
      if (!record.success) return reply.code(400).send(invalidBody(record.error));
      const issues = serviceIssues(record.data, service.gatewayTime());
      if (issues.length > 0) return reply.code(400).send({ ...INVALID, issues });
      const { sessionId, state } = service.open(record.data);
      if (state === 'refused') return reply.code(503).send(STORAGE_TROUBLE);
      return reply.code(201).send({ sessionId, state });
    });

    app.get('/service-sessions/:sessionId', async (request, reply) => {
      const params = paramsSchema.safeParse(request.params);
      const state = params.success ? service.viewOf(params.data.sessionId) : undefined;
      if (state === undefined || !params.success) return reply.code(404).send(UNKNOWN_SESSION);
      const showing = service.isShowing(params.data.sessionId);
      return { state, ...(showing !== null && { showing }) };
    });

    app.delete('/service-sessions/:sessionId', async (request, reply) => {
      const params = paramsSchema.safeParse(request.params);
      if (!params.success) return reply.code(404).send(UNKNOWN_SESSION);
      const answer = service.cancel(params.data.sessionId);
      // The same answer whether or not somebody rated: the mask over `rated` must not be lifted from this side (P5).
      return answer === 'refused' ? reply.code(503).send(STORAGE_TROUBLE) : reply.code(204).send();
    });

    app.post('/service-sessions/:sessionId/receipt', async (request, reply) => {
      const params = paramsSchema.safeParse(request.params);
      if (!params.success) return reply.code(404).send(UNKNOWN_SESSION);
      const printed = await service.printReceipt(params.data.sessionId);
      if (printed.ok) return { state: 'printed' };
      const { status, ...answer } = RECEIPT_ANSWERS[printed.error];
      return reply.code(status).send(answer);
    });

    app.get('/diagnostics', async (_request, reply) => {
      const report = await service.diagnostics();
      return report ?? reply.code(409).send(IN_USE);
    });

    const bundleLimit = { max: BUNDLES_PER_HOUR, timeWindow: 3_600_000, errorResponseBuilder: tooManyBundles };
    app.get('/diagnostics-bundle', { config: { rateLimit: bundleLimit } }, async (_request, reply) => {
      const made = await service.bundle();
      if (made === null) return reply.code(409).send(IN_USE);
      if (!made.ok) return reply.code(503).send({ code: made.error.kind, message: made.error.message });
      const { kept } = made.value;
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="${basename(kept)}"`)
        .send(await readFile(kept));
    });

    app.get('/status', async () => service.status());
    registerWindowApi(app, service.window, STORAGE_TROUBLE);
  };
}

function tooManyBundles(_request: unknown, { after }: { readonly after: string }) {
  const message = `at most ${BUNDLES_PER_HOUR} diagnostics bundles an hour; try again in ${after}`;
  return { statusCode: 429, code: 'too-many-calls', message };
}

const INVALID = { code: 'invalid', message: 'the service session is not complete or not well formed' };
const UNKNOWN_SESSION = { code: 'unknown-session', message: 'no such session is open at this terminal' };
const IN_USE = {
  code: 'in-use',
  message: 'the terminal is in use or starting; ask again when its screen shows the window information',
};
const STORAGE_TROUBLE = {
  code: 'storage',
  message: 'the terminal cannot keep records now; free space on its disk, or see its log',
};

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function invalidBody(error: z.ZodError) {
  return { ...INVALID, issues: bodyIssues(error) };
}
