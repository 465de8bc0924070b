import type { FastifyReply } from 'fastify';

/**
 * How the city misbehaves. `drop-after` takes the record and loses its answer, which is what makes a sender send twice.
 * `stall` answers nothing until healed.
 */
export type CityFault =
  | 'fail'
  | 'busy'
  | 'stall'
  | 'drop-before'
  | 'drop-after'
  | 'reject'
  | 'redirect'
  | 'garbage'
  | 'huge';

type Play = (reply: FastifyReply) => FastifyReply;

/** Cuts the connection without an answer. */
export const cut: Play = (reply) => {
  reply.hijack();
  reply.raw.socket?.destroy();
  return reply;
};

/** Faults that strike before the record is looked at. The others (`drop-after`, `reject`) are played where it is taken. */
export const EARLY_FAULTS: Readonly<Partial<Record<CityFault, Play>>> = {
  fail: (reply) => reply.code(500).send('<h1>Internal Server Error</h1>'),
  busy: (reply) => reply.code(503).header('retry-after', '0').send({ code: '503', message: '系统繁忙' }),
  redirect: (reply) => reply.redirect('/elsewhere'),
  garbage: (reply) => reply.type('application/json').send('{"code":"0"'),
  huge: (reply) => reply.type('application/json').send(`{"code":"0","message":"${'x'.repeat(1024 * 1024)}"}`),
  'drop-before': cut,
  stall: (reply) => reply.hijack(),
};
