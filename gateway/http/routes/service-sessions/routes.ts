import { type ServiceIssue, serviceIssues } from '@mingjing/shared/domain/service-rules.ts';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { GatewayStore, StoredSession, Terminal } from '../../../store/gateway-store.ts';
import type { AppDeps } from '../../deps.ts';
import { HttpError } from '../../http-error.ts';
import { createCallerAuth } from '../../plugins/caller-auth.ts';
import { announce, mintView, qrUrl } from './opening.ts';
import { visibleState } from './reveal.ts';
import { errorBody, openedSession, openSessionBody, sessionParams, sessionState } from './schemas.ts';

const documented = { tags: ['service sessions'], security: [{ callerKey: [] }] };
const refusals = { 400: errorBody, 401: errorBody, 404: errorBody, 429: errorBody };

/** Opening, asking after and cancelling a service session. */
export function serviceSessionRoutes(deps: AppDeps): FastifyPluginCallbackZod {
  const { store, terminals, clock, keys } = deps;
  return (app, _options, done) => {
    app.addHook('preParsing', createCallerAuth(app, deps));

    app.route({
      method: 'POST',
      url: '/api/v1/service-sessions',
      schema: {
        ...documented,
        summary: 'Open a service session',
        description:
          'Safe to repeat: projectNo and serviceNumber name the service, and a second call answers 200 with the first session.',
        body: openSessionBody,
        response: { 201: openedSession, 200: openedSession, 422: errorBody, ...refusals },
      },
      async handler(request, reply) {
        const { service, applicant } = request.body;
        const terminal = findTerminal(store, request.body.terminal);
        refuseIssues(serviceIssues(service, clock.now()));
        const caller = request.callerName;
        const view = mintView(service, deps);
        const opened = await store.openSession({ deviceId: terminal.deviceId, view, service, applicant, caller });
        deps.forwarding?.nudge();
        // Rated already: at a kiosk, by the number on the receipt, before it was opened here.
        const invite = (session: StoredSession) => (session.rated ? 'unchanged' : announce(session, deps));
        return opened.kind === 'opened'
          ? reply.code(201).send(describe(terminal, opened.session, await invite(opened.session)))
          : reply.code(200).send(repeat(opened.session));
      },
    });

    app.route({
      method: 'GET',
      url: '/api/v1/service-sessions/:id',
      schema: {
        ...documented,
        summary: 'Ask whether a session is over',
        description: 'Never carries a level. "rated" appears up to 30 seconds after the rating.',
        params: sessionParams,
        response: { 200: sessionState, ...refusals },
      },
      async handler(request, reply) {
        const session = findSession(store, request.params.id);
        const state = visibleState(session, clock.now(), keys.revealDelay);
        return reply.send({ sessionId: session.sessionId, state });
      },
    });

    app.route({
      method: 'DELETE',
      url: '/api/v1/service-sessions/:id',
      schema: {
        ...documented,
        summary: 'Cancel a session',
        description:
          'The terminal stops inviting. A rating that was given counts all the same, and this answer does not tell.',
        params: sessionParams,
        response: { 204: z.undefined(), ...refusals },
      },
      async handler(request, reply) {
        const session = findSession(store, request.params.id);
        await store.cancelSession(session.sessionId, clock.now());
        void terminals.closeSession(session.deviceId, session.sessionId, 'cancelled');
        return reply.code(204).send();
      },
    });
    done();
  };

  function describe(
    terminal: Terminal,
    session: StoredSession,
    state: z.infer<typeof openedSession>['terminal']['state'],
  ) {
    return {
      sessionId: session.sessionId,
      terminal: { shortId: terminal.shortId, state },
      qrUrl: qrUrl(terminal, session, deps),
    };
  }

  /** The answer to a service that was opened before: the same whether it was rated meanwhile or not. */
  function repeat(session: StoredSession) {
    const terminal = store.findTerminal(session.deviceId);
    if (terminal === undefined) throw new Error('a session without its terminal');
    const connected = terminals.isConnected(session.deviceId);
    if (connected && !session.rated && !session.closed) void terminals.openSession(session.deviceId, session.view);
    return describe(terminal, session, connected ? 'unchanged' : 'offline');
  }
}

function findTerminal(store: GatewayStore, id: string): Terminal {
  const terminal = store.findTerminalByShortId(id.toUpperCase()) ?? store.findTerminal(id.toLowerCase());
  if (terminal === undefined || terminal.retired) {
    throw new HttpError(404, {
      code: 'terminal-unknown',
      message: 'terminal: no terminal in service has this short id or device id; enrol it or correct the value',
    });
  }
  return terminal;
}

function findSession(store: GatewayStore, id: string): StoredSession {
  const session = store.findSession(id);
  if (session === undefined) {
    throw new HttpError(404, { code: 'session-unknown', message: 'id: no service session has this id' });
  }
  return session;
}

function refuseIssues(found: readonly ServiceIssue[]): void {
  const issues = found.map(({ field, problem }) => ({ field: `service.${field}`, problem }));
  const first = issues[0];
  if (first === undefined) return;
  throw new HttpError(422, { code: 'rule-broken', message: `${first.field} ${first.problem}`, issues });
}
