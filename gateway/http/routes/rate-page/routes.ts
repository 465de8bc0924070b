import formbody from '@fastify/formbody';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { pageLanguage } from '../../../rate-page/language.ts';
import { PAGE_CSP } from '../../../rate-page/layout.ts';
import { noticePage, type Page } from '../../../rate-page/notice-page.ts';
import { createRatePage } from '../../../rate-page/rate-page.ts';
import type { FormFields } from '../../../rate-page/submission.ts';
import type { Notice } from '../../../rate-page/texts/page-texts.ts';
import type { AppDeps } from '../../deps.ts';
import { describeError } from '../../plugins/errors.ts';

type Query = Readonly<Record<string, unknown>>;

const MAX_FIELDS = 64;

/** The citizen's page: GET shows it and changes nothing, POST takes the rating. Every answer is a page, errors too. */
export function ratePageRoutes(deps: AppDeps): FastifyPluginAsync {
  const page = createRatePage({
    ...deps,
    ticketKey: deps.keys.pageTicket,
    followUpDays: deps.settings.ratePage.followUpDays,
    onNotKept: (error) => describeError(error, deps.log, '/r/:token'),
    onRated(settled) {
      deps.forwarding?.nudge();
      for (const { deviceId, sessionId } of settled)
        void deps.terminals.closeSession(deviceId, sessionId, 'rated-elsewhere');
    },
  });

  return async (app) => {
    await app.register(formbody, { bodyLimit: deps.limits.formBytes, parser: parseForm });
    app.setErrorHandler((error, request, reply) => {
      const { status } = describeError(error, deps.log, '/r/:token');
      return send(reply, { ...noticePage(noticeOf(status), languageOf(request)), status });
    });

    const helmet = { contentSecurityPolicy: { useDefaults: false, directives: PAGE_CSP } };
    const schema = { hide: true };
    app.get('/r/:token', { helmet, schema }, (request, reply) => {
      const { ticket, more } = request.query as Query;
      return send(reply, page.open(tokenOf(request), textOf(ticket), more === '1', languageOf(request)));
    });
    const rateLimit = {
      max: deps.limits.submissions,
      timeWindow: 60_000,
      keyGenerator: (request: FastifyRequest) => `${request.ip} ${tokenOf(request)}`,
    };
    app.post('/r/:token', { helmet, schema, config: { rateLimit } }, async (request, reply) => {
      const fields = (request.body ?? {}) as FormFields;
      return send(reply, await page.submit(tokenOf(request), fields, languageOf(request)));
    });
  };
}

function send(reply: FastifyReply, page: Page): FastifyReply {
  return reply
    .code(page.status)
    .header('cache-control', 'no-store')
    .header('vary', 'accept-encoding, accept-language')
    .type('text/html; charset=utf-8')
    .send(page.body);
}

function noticeOf(status: number): Notice {
  if (status === 429) return 'busy';
  return status >= 500 ? 'failed' : 'broken';
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
const tokenOf = (request: FastifyRequest) => (request.params as { token: string }).token;
const languageOf = (request: FastifyRequest) =>
  pageLanguage((request.query as Query).lang, request.headers['accept-language']);

/** Form fields without a prototype, so that no field name means anything to JavaScript; a name sent twice is a list. */
function parseForm(text: string): FormFields {
  const fields: Record<string, string | string[]> = Object.create(null);
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > MAX_FIELDS) break;
    const before = fields[name];
    fields[name] = before === undefined ? value : [before, value].flat();
  }
  return fields;
}
