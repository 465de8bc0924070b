import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AppDeps } from '../../deps.ts';

/** A record that has been due this long says that the city system has a problem. */
export const OUTBOX_LATE_MS = 3600_000;

const verdict = z.enum(['ok', 'failing']);
const health = z.object({
  status: verdict,
  checks: z.object({ writer: verdict, disk: verdict, outbox: z.enum(['ok', 'late', 'off']) }),
});

const passes = (probe: () => Promise<void>) =>
  probe().then(
    () => 'ok' as const,
    () => 'failing' as const,
  );

/** Can a rating be kept right now? A city that does not answer is reported but no reason to take the gateway out of service. */
export function healthRoutes(deps: AppDeps): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.route({
      method: 'GET',
      url: '/health',
      schema: {
        tags: ['operations'],
        summary: 'Is the gateway able to keep ratings?',
        response: { 200: health, 503: health },
      },
      async handler(_request, reply) {
        const [writer, disk] = await Promise.all([passes(deps.probes.writer), passes(deps.probes.disk)]);
        const status = writer === 'ok' && disk === 'ok' ? 'ok' : 'failing';
        return reply
          .code(status === 'ok' ? 200 : 503)
          .header('cache-control', 'no-store')
          .send({ status, checks: { writer, disk, outbox: outbox() } });
      },
    });
    done();
  };

  function outbox(): 'ok' | 'late' | 'off' {
    if (deps.forwarding === undefined) return 'off';
    const dueAt = deps.store.nextDueAt();
    return dueAt !== null && deps.clock.now() - dueAt > OUTBOX_LATE_MS ? 'late' : 'ok';
  }
}
