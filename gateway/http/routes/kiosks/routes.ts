import { serviceCatalogueSchema } from '@mingjing/shared/domain/service-catalogue.ts';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { RATING_WINDOWS } from '../../../core/rating-windows.data.ts';
import type { UnresolvedRating } from '../../../store/gateway-store.ts';
import type { AppDeps } from '../../deps.ts';
import { HttpError } from '../../http-error.ts';
import { createCallerAuth } from '../../plugins/caller-auth.ts';
import { errorBody } from '../service-sessions/schemas.ts';
import { catalogueAnswer, kioskRatings } from './schemas.ts';

const documented = { tags: ['kiosks'], security: [{ callerKey: [] }] };
const refusals = { 400: errorBody, 401: errorBody, 413: errorBody, 429: errorBody };
/** Of unresolved ratings, how many are listed. */
const LISTED_MAX = 100;

/** What citizens without a ticket choose from at kiosks, and what became of the ratings they gave there. */
export function kioskRoutes(deps: AppDeps): FastifyPluginCallbackZod {
  const { store, clock, catalogue, limits } = deps;
  return (app, _options, done) => {
    app.addHook('preParsing', createCallerAuth(app, deps));

    app.route({
      method: 'PUT',
      url: '/api/v1/service-catalogue',
      bodyLimit: limits.catalogueBytes,
      schema: {
        ...documented,
        summary: 'Set the catalogue of halls, windows and matters',
        description:
          'Replaces the whole catalogue. Kiosks fetch it when they connect and every ten minutes, and go on with the last one while offline.',
        body: serviceCatalogueSchema,
        response: { 200: catalogueAnswer, ...refusals },
      },
      async handler(request) {
        const set = catalogue.replace(request.body);
        deps.log('kiosk.catalogue-set', { version: set.version, by: request.callerName });
        return set;
      },
    });

    app.route({
      method: 'GET',
      url: '/api/v1/service-catalogue',
      schema: {
        ...documented,
        summary: 'The catalogue in force',
        response: { 200: catalogueAnswer, 404: errorBody, ...refusals },
      },
      async handler() {
        const current = catalogue.current();
        if (current !== null) return current;
        throw new HttpError(404, { code: 'no-catalogue', message: 'none is set: PUT one to this address' });
      },
    });

    app.route({
      method: 'GET',
      url: '/api/v1/kiosk-ratings',
      schema: {
        ...documented,
        summary: 'Ratings at kiosks that belong to no service, or to none yet',
        description:
          'unresolved: a 业务流水号 was given that no service has come for. expired: for more than 30 days. independent: 独立评价, kept here and not forwarded, because a city takes a rating only for a service record. flagged: of these, those given within 0.8 s of the page or begun within 15 s of the one before at the same kiosk; none is dropped. Never carries a level.',
        response: { 200: kioskRatings, ...refusals },
      },
      async handler() {
        const now = clock.now();
        return { ...store.kioskVisitCounts(now), oldest: store.unresolvedRatings(now, LISTED_MAX).map(listed) };
      },
    });
    done();
  };
}

function listed({ serialNumber, terminal, openedAt, receivedAt }: UnresolvedRating) {
  const iso = (at: number) => new Date(at).toISOString();
  const expiresAt = iso(receivedAt + RATING_WINDOWS.unresolvedNumber);
  return { serialNumber, terminal, openedAt: iso(openedAt), receivedAt: iso(receivedAt), expiresAt };
}
