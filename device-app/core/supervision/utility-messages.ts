import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { z } from 'zod';
import { paintedSchema, readySchema } from './runtime-lines.ts';

/**
 * What a runtime that is an Electron utility process and its shell say to each other: the same objects as under plain Node
 * (runtime-lines.ts), as messages of `process.parentPort` instead of lines.
 *
 * The shell sends `screen-port` with one transferred port for each screen it starts. Through that port the runtime posts each
 * `ScreenState` and receives each `Intent`, as objects. The port's `close` event says that the screen is gone.
 */
export type ShellMessage =
  | { readonly kind: 'screen-port' }
  /** End in good order and exit with 0. */
  | { readonly kind: 'stop' };

export type RuntimeMessage =
  | ({ readonly kind: 'ready' } & z.infer<typeof readySchema>)
  | ({ readonly kind: 'painted' } & z.infer<typeof paintedSchema>);

/** Reads one message of the runtime. */
export function parseRuntimeMessage(message: unknown): Result<RuntimeMessage, string> {
  const painted = paintedSchema.safeParse(message);
  if (painted.success) return ok({ kind: 'painted', ...painted.data });
  const ready = readySchema.safeParse(message);
  if (ready.success) return ok({ kind: 'ready', ...ready.data });
  const issue = z.object({ ready: z.unknown() }).safeParse(message).success ? ready.error.issues[0] : undefined;
  return err(issue ? `ready: ${issue.path.join('.')}: ${issue.message}` : 'neither ready nor painted');
}

/** Reads one message of the shell. */
export const shellMessageSchema: z.ZodType<ShellMessage> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('screen-port') }),
  z.object({ kind: z.literal('stop') }),
]);
