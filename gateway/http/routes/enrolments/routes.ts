import { toBase64Url } from '@mingjing/shared/basics/bytes.ts';
import { ENROLMENT_PATH } from '@mingjing/shared/protocol/enrolment.ts';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { createEnrolment } from '../../../provisioning/enrolment.ts';
import type { AppDeps } from '../../deps.ts';
import { HttpError } from '../../http-error.ts';
import { errorBody } from '../service-sessions/schemas.ts';
import { ENROLMENT_REFUSALS } from './refusals.data.ts';
import { enrolled, enrolmentBody } from './schemas.ts';

const refusals = { 400: errorBody, 403: errorBody, 404: errorBody, 409: errorBody, 429: errorBody };

/** Where a terminal trades code and public key for its identity. */
export function enrolmentRoutes(deps: AppDeps): FastifyPluginCallbackZod {
  const { store, randomBytes, log } = deps;
  const developmentCode = deps.settings.developmentEnrolmentCode;
  const enrolment = createEnrolment({ store, randomBytes, developmentCode });
  return (app, _options, done) => {
    app.route({
      method: 'POST',
      url: ENROLMENT_PATH,
      config: { rateLimit: { max: deps.limits.enrolments, timeWindow: 60_000 } },
      schema: {
        tags: ['enrolment'],
        summary: 'Enrol a terminal',
        description: 'Safe to repeat with the same device and key: answers 200 with the same content.',
        body: enrolmentBody,
        response: { 201: enrolled, 200: enrolled, ...refusals },
      },
      async handler(request, reply) {
        const outcome = await enrolment.enrol(request.body);
        if (!outcome.ok) {
          log('http.refused', { reason: `enrolment: ${outcome.error}`, route: ENROLMENT_PATH });
          const { status, body } = ENROLMENT_REFUSALS[outcome.error];
          throw new HttpError(status, body);
        }
        const { terminal, repeated } = outcome.value;
        const { shortId, qrKey, windowName } = terminal;
        return reply.code(repeated ? 200 : 201).send({ shortId, qrKey: toBase64Url(qrKey), windowName });
      },
    });
    done();
  };
}
