import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { CHANNELS } from '@mingjing/shared/domain/channels.data.ts';
import { type Level, levelLabel } from '@mingjing/shared/domain/levels.ts';
import Fastify from 'fastify';
import { serviceRecord } from '../support/local-api.ts';
import { connectScreen } from '../support/screen-client.ts';
import type { Stack } from './stack.ts';

/** What the pages are made of. */
const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/': { file: 'desk.html', type: 'text/html; charset=utf-8' },
  '/city': { file: 'city.html', type: 'text/html; charset=utf-8' },
  '/demo.css': { file: 'demo.css', type: 'text/css; charset=utf-8' },
  '/desk.js': { file: 'desk.js', type: 'text/javascript; charset=utf-8' },
  '/table.js': { file: 'table.js', type: 'text/javascript; charset=utf-8' },
};
const NO_INVITATION =
  '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>明镜演示</title><link rel="stylesheet" href="/font/index.css">' +
  '<link rel="stylesheet" href="/demo.css"><main><p>现在没有待评价的服务。请先在<a href="/">窗口业务系统</a>页面点“办结一件”。</p></main>';
/** Where the machine has no Chinese font, the pages bring theirs. */
const FONT = dirname(fileURLToPath(import.meta.resolve('@fontsource-variable/noto-sans-sc/index.css')));
const STATES = { open: '待评价', rated: '已评价', closed: '未评价' } as const;

/**
 * The pages for the person at the demo, on loopback: `/` the business system of the window PC, which learns no level; `/city` what the
 * city received; `/screen` and `/phone` lead to the terminal's screen and to the address in its QR code.
 */
export async function startDesk(
  stack: Stack,
  options: { readonly port: number; readonly pages: readonly { name: string; url: string }[] },
) {
  const app = Fastify({ forceCloseConnections: true });
  const glass = await connectScreen(await stack.terminal.freshScreenUrl());
  const opened: { sessionId: string; projectNo: string; taskName: string }[] = [];
  // Numbers of the demo's cases go on from one demo to the next, and never repeat within one.
  let caseNumber = Math.floor(Date.now() / 1000) % 1e8;

  for (const [path, { file, type }] of Object.entries(FILES)) {
    const content = readFileSync(join(import.meta.dirname, 'pages', file));
    app.get(path, (_request, reply) => reply.type(type).send(content));
  }
  await app.register(fastifyStatic, { root: FONT, prefix: '/font/' });
  app.get('/pages', () => ({ pages: options.pages }));
  app.get('/screen', async (_request, reply) => reply.redirect(await stack.terminal.freshScreenUrl()));
  app.get('/phone', (_request, reply) => {
    const { page } = glass.state();
    if (page.kind === 'invitation' && page.qrUrl !== null) return reply.redirect(page.qrUrl);
    return reply.type('text/html; charset=utf-8').send(NO_INVITATION);
  });
  app.post('/open', async () => {
    caseNumber += 1;
    const { projectNo, taskName, ...rest } = serviceRecord(caseNumber);
    const { sessionId, state } = await stack.gateway.openSession(stack.shortId, { projectNo, taskName, ...rest });
    opened.unshift({ sessionId, projectNo, taskName });
    return { state };
  });
  app.get('/rows', async () => ({
    rows: await Promise.all(
      opened.slice(0, 20).map(async ({ sessionId, projectNo, taskName }) => {
        const state = await stack.gateway.sessionState(sessionId);
        return [projectNo, taskName, STATES[state]];
      }),
    ),
  }));
  app.get('/city/rows', () => ({
    rows: stack.city
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
  return {
    url: `${url}/`,
    async stop() {
      glass.close();
      await app.close();
    },
  };
}
