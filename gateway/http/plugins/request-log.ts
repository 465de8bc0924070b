import type { EventLog } from '@mingjing/shared/log-events/event-log.ts';
import type { FastifyInstance } from 'fastify';

/** Logs each answer by its route pattern: addresses hold tokens and session ids, which no log may hold. */
export function registerRequestLog(app: FastifyInstance, log: EventLog): void {
  app.addHook('onResponse', (request, reply, done) => {
    log('http.request', {
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
    done();
  });
}
