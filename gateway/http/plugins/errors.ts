import { randomUUID } from 'node:crypto';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { FastifyError, FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { StoreError } from '../../store/store-error.ts';
import { type ErrorBody, HttpError } from '../http-error.ts';
import { CLIENT_ERRORS } from './client-errors.data.ts';

const MAX_ISSUES = 10;
/** Reasons of the store that pass by themselves or when somebody makes room. */
const CANNOT_KEEP: readonly string[] = ['disk-full', 'stopped'];
const NOT_KEPT: ErrorBody = {
  code: 'not-kept',
  message: 'nothing was kept: the gateway cannot write now; send it again later',
};

/** An error as a status and an envelope. Anything unexpected hides behind a reference that the log knows too. */
export function describeError(error: unknown, log: EventLog, route: string): { status: number; body: ErrorBody } {
  if (error instanceof HttpError) return { status: error.statusCode, body: error.body };
  if (hasZodFastifySchemaValidationErrors(error)) return { status: 400, body: invalid(error) };
  if (error instanceof StoreError && CANNOT_KEEP.includes(error.code)) {
    log('http.failed', { route, error: `StoreError ${error.code}` });
    return { status: 503, body: NOT_KEPT };
  }
  const known = error as Partial<FastifyError>;
  const status = known.statusCode ?? 500;
  if (status >= 400 && status < 500) {
    return { status, body: CLIENT_ERRORS[status] ?? { code: 'bad-request', message: 'the request is not valid' } };
  }
  const reference = randomUUID();
  log('http.failed', { reference, route, error: known.name ?? 'unknown', at: placeOf(error) });
  return { status: 500, body: { code: 'internal', message: `an unexpected error; the log has it under ${reference}` } };
}

/** Gives every error one shape. */
export function registerErrors(app: FastifyInstance, log: EventLog): void {
  app.setErrorHandler((error, request, reply) => {
    const { status, body } = describeError(error, log, request.routeOptions.url ?? '');
    return reply.code(status).send(body);
  });
}

function invalid(error: {
  validation: readonly { instancePath: string; message?: string }[];
  validationContext?: string;
}): ErrorBody {
  const issues = error.validation.slice(0, MAX_ISSUES).map((issue) => ({
    field: issue.instancePath.split('/').filter(Boolean).join('.').slice(0, 120) || `(${error.validationContext})`,
    problem: (issue.message ?? 'is not valid').slice(0, 200),
  }));
  const first = issues[0];
  return { code: 'invalid', message: `${first?.field}: ${first?.problem}`, issues };
}

/** Where it happened, without the message: that may hold data. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 3)
    .map((line) => line.trim())
    .join(' ← ')
    .slice(0, 600);
}
