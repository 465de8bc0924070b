import rateLimit from '@fastify/rate-limit';
import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { FastifyInstance } from 'fastify';
import { HttpError } from '../http-error.ts';
import type { HttpLimits } from '../limits.data.ts';
import { CLIENT_ERRORS } from './client-errors.data.ts';

/** The refusal for too many requests. */
export function tooMany(): HttpError {
  return new HttpError(429, CLIENT_ERRORS[429] ?? { code: 'too-many-requests', message: '' });
}

/** A bound for each address on everything, and a tighter one on wrong addresses, so that nobody finds routes by trying. */
export async function registerRateLimits(app: FastifyInstance, limits: HttpLimits, log: EventLog): Promise<void> {
  await app.register(rateLimit, {
    max: limits.perAddress,
    timeWindow: 60_000,
    cache: 20_000,
    errorResponseBuilder: tooMany,
    onExceeded: (request) => log('http.refused', { reason: 'rate-limit', route: request.routeOptions.url ?? '' }),
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit({ max: limits.notFound }) }, (_request, reply) =>
    reply.code(404).send({ code: 'not-found', message: 'there is nothing at this address: see /api/docs' }),
  );
}
