import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AppDeps } from '../../deps.ts';
import type { StoreTotals } from './store-totals.ts';

/** A record that has been due this long says that the city system has a problem. */
export const OUTBOX_LATE_MS = 3600_000;

const verdict = z.enum(['ok', 'failing']);
type Verdict = z.infer<typeof verdict>;
const health = z.object({
  status: verdict,
  checks: z.object({
    writer: verdict,
    disk: verdict,
    /** `late`: a record has been due for long. `blocked`: a rating waits for a service record that the city rejected. */
    outbox: z.enum(['ok', 'late', 'blocked', 'off']),
  }),
  /** Ratings that wait until somebody revives their service record, a dead letter. As of the last minute. */
  blockedRatings: z.int().nonnegative(),
});

const passes = (probe: () => Promise<void>) =>
  probe().then(
    () => 'ok' as const,
    () => 'failing' as const,
  );

/** Can a rating be kept right now? A city that does not answer is reported but no reason to take the gateway out of service. */
export function healthRoutes(deps: AppDeps, totals: () => StoreTotals): FastifyPluginCallbackZod {
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
          .send({ status, ...report(writer, disk) });
      },
    });
    done();
  };

  function report(writer: Verdict, disk: Verdict) {
    const { blockedRatings } = totals();
    return { checks: { writer, disk, outbox: outbox(blockedRatings) }, blockedRatings };
  }

  function outbox(blockedRatings: number): 'ok' | 'late' | 'blocked' | 'off' {
    if (deps.forwarding === undefined) return 'off';
    const dueAt = deps.store.nextDueAt();
    if (dueAt !== null && deps.clock.now() - dueAt > OUTBOX_LATE_MS) return 'late';
    return blockedRatings > 0 ? 'blocked' : 'ok';
  }
}
