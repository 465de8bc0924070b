import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AppDeps } from '../deps.ts';
import { HttpError } from '../http-error.ts';
import { tooMany } from './rate-limits.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Name of the business system whose key came with the request; empty on routes without one. */
    callerName: string;
  }
}

const BEARER = /^Bearer ([\x21-\x7e]{8,200})$/i;

type Callers = AppDeps['settings']['callers'];

/** Whose key a request carries. Compares SHA-256 digests, all of them, in constant time. */
export function identifyCaller(authorization: string | undefined, callers: Callers): string | undefined {
  const key = BEARER.exec(authorization ?? '')?.[1];
  if (key === undefined) return undefined;
  const digest = createHash('sha256').update(key, 'utf8').digest();
  let name: string | undefined;
  for (const caller of callers) {
    if (timingSafeEqual(digest, Buffer.from(caller.keySha256, 'hex'))) name = caller.name;
  }
  return name;
}

/**
 * A hook that lets only business systems in, and each only so often. It runs after the limit by address has counted the request, so that
 * guessing keys is bounded, and before the body is read.
 */
export function createCallerAuth(app: FastifyInstance, deps: Pick<AppDeps, 'settings' | 'limits' | 'log'>) {
  const countCaller = app.createRateLimit({
    max: deps.limits.perCaller,
    timeWindow: 60_000,
    keyGenerator: (request: FastifyRequest) => `caller:${request.callerName}`,
  });
  return async (request: FastifyRequest): Promise<void> => {
    const name = identifyCaller(request.headers.authorization, deps.settings.callers);
    if (name === undefined) {
      deps.log('http.refused', { reason: 'caller-key', route: request.routeOptions.url ?? '' });
      throw new HttpError(401, {
        code: 'unauthorized',
        message:
          'authorization: send "Bearer <caller key>", 8 to 200 visible ASCII characters whose SHA-256 is in the settings (callers)',
      });
    }
    request.callerName = name;
    const count = await countCaller(request);
    if (!count.isAllowed && count.isExceeded) throw tooMany();
  };
}
