import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHANNELS } from '@mingjing/shared/domain/channels.data.ts';
import { type Level, levelLabel } from '@mingjing/shared/domain/levels.ts';
import Fastify from 'fastify';
import { serviceRecord } from '../support/local-api.ts';
import type { Stack } from './stack.ts';

const PAGE = readFileSync(join(import.meta.dirname, 'desk-page.html'));
const SCRIPT = readFileSync(join(import.meta.dirname, 'desk-page.client.js'));

/** A page for the person at the demo: opens sessions as the business system does, and shows what reached the city. Loopback only. */
export async function startDesk(
  stack: Stack,
  options: { readonly port: number; readonly pages: readonly { name: string; url: string }[] },
) {
  const app = Fastify();
  // Numbers of the demo's cases go on from one demo to the next, and never repeat within one.
  let caseNumber = Math.floor(Date.now() / 1000) % 1e8;

  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
  app.get('/desk.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(SCRIPT));
  app.get('/pages', () => ({ pages: [{ name: '评价终端的屏幕', url: '/screen' }, ...options.pages] }));
  app.get('/screen', async (_request, reply) => reply.redirect(await stack.terminal.freshScreenUrl()));
  app.post('/open', async () => {
    caseNumber += 1;
    const { state } = await stack.gateway.openSession(stack.shortId, serviceRecord(caseNumber));
    return { state };
  });
  app.get('/city', () => ({
    ratings: stack.city
      .ratings()
      .map((rating) => [
        rating.projectNo,
        levelLabel(Number(rating.satisfaction) as Level),
        CHANNELS.find((row) => row.pf === rating.pf)?.zh ?? rating.pf,
        [rating.evalDetail, rating.writingEvaluation].filter(Boolean).join(' · '),
        rating.assessTime,
      ])
      .reverse(),
  }));

  const url = await app.listen({ host: '127.0.0.1', port: options.port });
  return { url: `${url}/`, stop: () => app.close() };
}
