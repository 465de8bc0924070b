import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

export const DOCS_PATH = '/api/docs';

const INFO = {
  title: 'Mingjing gateway',
  version: '1',
  description:
    'For business systems: open a service session when a service has been given, and the terminal at the window invites the citizen to rate. No answer of this interface ever carries a rating.',
};

/** OpenAPI 3.1 made from the routes' schemas, with a reader whose files come from this gateway. */
export async function registerApiDocs(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: INFO,
      components: { securitySchemes: { callerKey: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, {
    routePrefix: DOCS_PATH,
    staticCSP: true,
    transformStaticCSP: () =>
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    uiConfig: { validatorUrl: null, tryItOutEnabled: false },
  });
}
