import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { isSelfTestOverdue } from '../../../core/self-test-overdue.ts';
import type { ListedTerminal } from '../../../store/gateway-store.ts';
import type { AppDeps } from '../../deps.ts';
import { createCallerAuth } from '../../plugins/caller-auth.ts';
import { errorBody } from '../service-sessions/schemas.ts';
import { LISTED_MAX, listQuery, terminalList } from './schemas.ts';

/** What terminals say of themselves: whether every level can be given there (P8). */
export function terminalRoutes(deps: AppDeps): FastifyPluginCallbackZod {
  const { store, terminals, clock } = deps;
  const startedAt = clock.now();

  function selfTestOf({ deviceId, enrolledAt }: ListedTerminal) {
    const health = terminals.health(deviceId);
    const told = health?.report?.selfTest;
    // Its own clock may be wrong; how far it is off was measured with the same message.
    const here = (at: number) => at + (health?.clockOffsetMs ?? 0);
    const provenAt = typeof told?.provenAt === 'number' ? here(told.provenAt) : null;
    return {
      state: told?.state ?? ('unknown' as const),
      at: told === undefined ? null : isoOf(here(told.at)),
      provenAt: provenAt === null ? null : isoOf(provenAt),
      overdue: isSelfTestOverdue(provenAt, Math.max(enrolledAt, startedAt), clock.now()),
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
        description: `At most ${LISTED_MAX} at once. Says nothing of any rating. What was told before the gateway started is not known.`,
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

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
