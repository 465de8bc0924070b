import { windowBoardSchema } from '@mingjing/shared/domain/window-board.ts';
import { photoNameSchema, staffListSchema } from '@mingjing/shared/domain/window-staff.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { PHOTO_MAX_BYTES } from './photos.ts';
import type { WindowService } from './window-info.ts';

/** More than this is not even read; what is a little too large is read to be told how large it is. */
const BODY_MAX_BYTES = 2 * PHOTO_MAX_BYTES;
const photoParamsSchema = z.object({ name: photoNameSchema });

/** A body that is not as it must be, field by field with the cure. */
export function bodyIssues(error: z.ZodError) {
  return error.issues.slice(0, 10).map(({ path, message, code, ...rest }) => ({
    field: path.join('.') || '(body)',
    problem: code === 'unrecognized_keys' && 'keys' in rest ? `unknown: ${String(rest.keys)}` : message,
  }));
}

/**
 * The part of the local API that tells a window about itself: `GET`, `PUT`, `DELETE /board` (notices, service guide, opening hours),
 * `GET`, `PUT /staff` (who may sign in; a list answers without its hashes), `PUT`, `DELETE /photos/:name`.
 * @param service undefined while the data folder cannot be used
 */
export function registerWindowApi(
  app: FastifyInstance,
  service: () => WindowService | undefined,
  trouble: object,
): void {
  const using = (reply: FastifyReply, use: (service: WindowService) => unknown) => {
    const window = service();
    return window === undefined ? reply.code(503).send(trouble) : use(window);
  };
  const refuse = (reply: FastifyReply, status: number, field: string, problem: string) =>
    reply.code(status).send({ code: 'invalid', message: `${field} ${problem}`, issues: [{ field, problem }] });

  /** Takes a body by its schema, stores it and answers 204. */
  function put<S extends z.ZodType>(
    path: string,
    schema: S,
    store: (window: WindowService, value: z.infer<S>) => ReturnType<WindowService['setBoard']>,
  ): void {
    app.put(path, async (request, reply) => {
      const body = schema.safeParse(request.body);
      if (!body.success) {
        const issues = bodyIssues(body.error);
        return reply.code(400).send({ code: 'invalid', message: 'the body is not well formed', issues });
      }
      return using(reply, (window) => {
        const stored = store(window, body.data);
        if (stored.ok) return reply.code(204).send();
        return refuse(reply, stored.error.kind === 'malformed' ? 400 : 503, '(body)', stored.error.message);
      });
    });
  }

  app.get('/board', async (_request, reply) => using(reply, (window) => window.board()));
  put('/board', windowBoardSchema, (window, board) => window.setBoard(board));
  app.delete('/board', async (_request, reply) =>
    using(reply, (window) => {
      window.resetBoard();
      return reply.code(204).send();
    }),
  );
  app.get('/staff', async (_request, reply) => using(reply, (window) => window.staff()));
  put('/staff', staffListSchema, (window, list) => window.setStaff(list));

  app.addContentTypeParser(
    ['image/png', 'image/jpeg', 'image/webp'],
    { parseAs: 'buffer', bodyLimit: BODY_MAX_BYTES },
    (_request, body, done) => done(null, body),
  );
  app.put('/photos/:name', { bodyLimit: BODY_MAX_BYTES }, async (request, reply) => {
    const params = photoParamsSchema.safeParse(request.params);
    if (!params.success) return refuse(reply, 400, 'name', params.error.issues[0]?.message ?? 'is wrong');
    const { body } = request;
    if (!(body instanceof Uint8Array)) {
      return refuse(reply, 415, 'content-type', 'must be image/png, image/jpeg or image/webp');
    }
    return using(reply, (window) => {
      const stored = window.setPhoto(params.data.name, body);
      return stored.ok ? reply.code(204).send() : refuse(reply, 400, '(body)', stored.error);
    });
  });
  app.delete('/photos/:name', async (request, reply) => {
    const params = photoParamsSchema.safeParse(request.params);
    if (!params.success) return refuse(reply, 400, 'name', params.error.issues[0]?.message ?? 'is wrong');
    return using(reply, (window) => {
      window.removePhoto(params.data.name);
      return reply.code(204).send();
    });
  });
}
