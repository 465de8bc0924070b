import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { isSelfTestOverdue } from '../../../core/self-test-overdue.ts';
import { selfTestStanding } from '../../../self-test-watch.ts';
import type { ListedTerminal } from '../../../store/gateway-store.ts';
import type { AppDeps } from '../../deps.ts';
import { createCallerAuth } from '../../plugins/caller-auth.ts';
import { errorBody } from '../service-sessions/schemas.ts';
import { LISTED_MAX, listQuery, terminalList } from './schemas.ts';

/** What terminals say of themselves: whether every level can be given there (P8). */
export function terminalRoutes(deps: AppDeps): FastifyPluginCallbackZod {
  const { store, terminals, clock } = deps;

  function selfTestOf(terminal: ListedTerminal) {
    const now = clock.now();
    const { state, at, provenAt } = selfTestStanding(terminal, terminals.health(terminal.deviceId), now);
    return {
      state: state ?? ('unknown' as const),
      at: isoOf(at),
      provenAt: isoOf(provenAt),
      overdue: isSelfTestOverdue(provenAt, terminal.enrolledAt, now),
    };
  }

  return (app, _options, done) => {
    app.addHook('preParsing', createCallerAuth(app, deps));
    app.route({
      method: 'GET',
      url: '/api/v1/terminals',
      schema: {
        tags: ['terminals'],
        security: [{ callerKey: [] }],
        summary: 'Terminals in service and their daily self-test',
        description: `At most ${LISTED_MAX} at once. Says nothing of any rating.`,
        querystring: listQuery,
        response: { 200: terminalList, 400: errorBody, 401: errorBody, 429: errorBody },
      },
      async handler(request) {
        const listed = store.listTerminals(request.query.after, LISTED_MAX);
        return {
          terminals: listed.map((terminal) => ({
            terminal: terminal.shortId,
            windowName: terminal.windowName,
            connected: terminals.isConnected(terminal.deviceId),
            selfTest: selfTestOf(terminal),
          })),
          next: listed.length === LISTED_MAX ? (listed.at(-1)?.shortId ?? null) : null,
        };
      },
    });
    done();
  };
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
