import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { createDoorkeeper } from './doorkeeper.ts';
import { type CityFault, cut, EARLY_FAULTS } from './faults.ts';
import type { CityRating, CityService } from './records.ts';
import { createRegistry } from './registry.ts';

/** One request that reached the city, whatever became of it. */
export interface CityRequest {
  readonly path: string;
  readonly body: string;
  readonly fault: CityFault | undefined;
  /** The message of the envelope; undefined where none was written. */
  readonly message: string | undefined;
}

export interface CitySimulator {
  readonly url: string;
  readonly port: number;
  services(): readonly CityService[];
  ratings(): readonly CityRating[];
  /** Every request so far, oldest first. */
  requests(): readonly CityRequest[];
  /** Misbehaves for the next `times` requests, or until healed. */
  misbehave(fault: CityFault, times?: number): void;
  /** Behaves again; stalled requests are cut off. */
  heal(): void;
  /** Loses the service records of a case, as a restored backup does. */
  forget(projectNo: string): void;
  stop(): Promise<void>;
}

export interface CitySimulatorOptions {
  readonly appKey: string;
  readonly secret: string;
  /** 0 picks a free one. */
  readonly port?: number;
  readonly now?: () => number;
}

type Take = (body: unknown) => string | undefined;
interface Verdict {
  readonly status: number;
  readonly message: string;
}
const SUCCESS = '成功';

/** The upstream side of the http-json adapter on a real port: it takes nothing that a city would refuse. */
export async function createCitySimulator(options: CitySimulatorOptions): Promise<CitySimulator> {
  const registry = createRegistry();
  const refuseEntry = createDoorkeeper({ ...options, now: options.now ?? Date.now });
  const requests: CityRequest[] = [];
  const stalled = new Set<FastifyReply>();
  let fault: CityFault | undefined;
  let faultsLeft = 0;

  const app = Fastify({ bodyLimit: 64 * 1024, forceCloseConnections: true });
  // The signature covers the bytes as they came, so the body stays text here.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  function nextFault(): CityFault | undefined {
    if (fault === undefined || faultsLeft <= 0) return undefined;
    faultsLeft -= 1;
    return fault;
  }

  function judge(request: FastifyRequest, body: string, active: CityFault | undefined, take: Take): Verdict {
    const refusal = refuseEntry(request.method, request.url, request.headers, body);
    if (refusal !== undefined) return { status: 401, message: refusal };
    if (active === 'reject') return { status: 200, message: '办件信息校验不通过' };
    return { status: 200, message: take(parse(body)) ?? SUCCESS };
  }

  function answer(reply: FastifyReply, active: CityFault | undefined, verdict: Verdict): FastifyReply {
    if (active === 'drop-after') return cut(reply);
    const code = verdict.message === SUCCESS ? '0' : '1';
    return reply.code(verdict.status).send({ code, message: verdict.message, data: null });
  }

  const handle = (take: Take) => async (request: FastifyRequest, reply: FastifyReply) => {
    const active = nextFault();
    const body = String(request.body ?? '');
    const note = (message?: string) => requests.push({ path: request.url, body, fault: active, message });
    const early = active && EARLY_FAULTS[active];
    if (early) {
      note();
      if (active === 'stall') stalled.add(reply);
      return early(reply);
    }
    const verdict = judge(request, body, active, take);
    note(verdict.message);
    return answer(reply, active, verdict);
  };

  app.post('/api/v1/services', handle(registry.takeService));
  app.post('/api/v1/ratings', handle(registry.takeRating));
  const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });

  function heal(): void {
    fault = undefined;
    for (const reply of stalled) cut(reply);
    stalled.clear();
  }

  return {
    url,
    port: Number(new URL(url).port),
    services: registry.services,
    ratings: registry.ratings,
    requests: () => requests,
    misbehave(kind, times = Number.POSITIVE_INFINITY) {
      fault = kind;
      faultsLeft = times;
    },
    heal,
    forget: registry.forget,
    async stop() {
      heal();
      await app.close();
    },
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
