import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { AppDeps } from '../../deps.ts';
import { createCallerAuth } from '../../plugins/caller-auth.ts';
import type { StoreTotals } from './store-totals.ts';

/** Totals of the store. None is split by level, window or person (P5, P6). */
const STORE_METRICS: Readonly<Record<keyof StoreTotals, { readonly name: string; readonly help: string }>> = {
  ledgerRows: { name: 'mingjing_ledger_rows', help: 'Rows of the ledger' },
  sessions: { name: 'mingjing_sessions', help: 'Service sessions known' },
  ratedSessions: { name: 'mingjing_sessions_rated', help: 'Service sessions with an effective rating' },
  duplicateRatings: { name: 'mingjing_ratings_duplicate', help: 'Ratings kept and not counted' },
  selfTestRatings: {
    name: 'mingjing_ratings_self_test',
    help: 'Ratings by which terminals tried themselves; not counted',
  },
  quarantined: { name: 'mingjing_records_quarantined', help: 'Records set aside because others hold their numbers' },
  outboxPending: { name: 'mingjing_outbox_pending', help: 'Records waiting to be forwarded' },
  outboxDead: { name: 'mingjing_outbox_dead', help: 'Records the city system rejected' },
  outboxDelivered: { name: 'mingjing_outbox_delivered', help: 'Records forwarded' },
  blockedRatings: {
    name: 'mingjing_outbox_blocked',
    help: 'Ratings that wait for a service record the city system rejected',
  },
};

const BREAKER_VALUES = { closed: 0, 'half-open': 1, open: 2 } as const;
const FORWARDED_HEADERS = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'];
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * Figures for Prometheus. Without a key from this machine only; with a caller key from anywhere. A request that a proxy passed on is not
 * from this machine, even where the proxy is.
 */
export function metricsRoutes(deps: AppDeps, totals: () => StoreTotals): FastifyPluginCallback {
  return (app, _options, done) => {
    const registry = createRegistry(deps, totals);
    const requireKey = createCallerAuth(app as FastifyInstance, deps);
    app.addHook('preParsing', async (request) => {
      if (!isLocal(request)) await requireKey(request);
    });
    app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
      reply
        .type(registry.contentType)
        .header('cache-control', 'no-store')
        .send(await registry.metrics()),
    );
    done();
  };
}

function isLocal(request: FastifyRequest): boolean {
  const passedOn = FORWARDED_HEADERS.some((name) => request.headers[name] !== undefined);
  return !passedOn && LOOPBACK.has(request.socket.remoteAddress ?? '');
}

function createRegistry(deps: AppDeps, totals: () => StoreTotals): Registry {
  const registry = new Registry();
  // Memory, processor time, garbage collection, event loop lag.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  const gauge = (name: string, help: string, read: () => number) => {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.set(read());
        },
      }),
    );
  };
  for (const [key, { name, help }] of Object.entries(STORE_METRICS)) {
    gauge(name, help, () => totals()[key as keyof StoreTotals]);
  }
  gauge('mingjing_terminals_connected', 'Terminals connected now', () => deps.terminals.connectedCount());
  gauge('mingjing_terminals_self_test_overdue', 'Terminals without a passed self-test for over 26 hours', () =>
    deps.selfTests.overdueCount(),
  );
  gauge('mingjing_forward_breaker', 'Circuit to the city system: 0 closed, 1 half-open, 2 open', () =>
    deps.forwarding === undefined ? 0 : BREAKER_VALUES[deps.forwarding.breakerState()],
  );
  gauge('mingjing_outbox_overdue_seconds', 'How long the oldest due record has been waiting', () => {
    const dueAt = deps.store.nextDueAt();
    return dueAt === null ? 0 : Math.max(0, deps.clock.now() - dueAt) / 1000;
  });
  return registry;
}
