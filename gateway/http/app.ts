import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { AppDeps } from './deps.ts';
import { registerApiDocs } from './plugins/api-docs.ts';
import { answerClientError } from './plugins/client-error.ts';
import { registerErrors } from './plugins/errors.ts';
import { registerRateLimits } from './plugins/rate-limits.ts';
import { registerRequestLog } from './plugins/request-log.ts';
import { registerSecurityHeaders } from './plugins/security-headers.ts';
import { enrolmentRoutes } from './routes/enrolments/routes.ts';
import { kioskRoutes } from './routes/kiosks/routes.ts';
import { healthRoutes } from './routes/operations/health.ts';
import { metricsRoutes } from './routes/operations/metrics.ts';
import { countRegularly } from './routes/operations/store-totals.ts';
import { ratePageRoutes } from './routes/rate-page/routes.ts';
import { serviceSessionRoutes } from './routes/service-sessions/routes.ts';
import { terminalRoutes } from './routes/terminals/routes.ts';

/** Builds the HTTP side. It does not listen: whoever owns the process does, once everything is ready. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const app = createServer(deps);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('callerName', '');
  registerErrors(app, deps.log);
  registerRequestLog(app, deps.log);
  await registerSecurityHeaders(app);
  await registerRateLimits(app, deps.limits, deps.log);
  await registerApiDocs(app);
  await app.register(serviceSessionRoutes(deps));
  await app.register(kioskRoutes(deps));
  await app.register(terminalRoutes(deps));
  await app.register(enrolmentRoutes(deps));
  await app.register(ratePageRoutes(deps));
  const totals = countRegularly(deps);
  app.addHook('onClose', async () => totals.stop());
  await app.register(healthRoutes(deps, totals.latest));
  await app.register(metricsRoutes(deps, totals.latest));
  await app.ready();
  return app;
}

function createServer({ limits, settings }: AppDeps): FastifyInstance {
  const app = Fastify({
    logger: false,
    trustProxy: settings.trustProxy.length > 0 ? settings.trustProxy : false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: limits.idleTimeoutMs,
    keepAliveTimeout: limits.keepAliveMs,
    routerOptions: { maxParamLength: 100 },
    clientErrorHandler: answerClientError,
    http: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: Math.min(5000, limits.headersTimeoutMs),
    },
  });
  app.server.maxConnections = limits.maxConnections;
  return app;
}
