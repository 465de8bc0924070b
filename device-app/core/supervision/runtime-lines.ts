import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { z } from 'zod';

/**
 * What a runtime under plain Node and its shell say to each other: one JSON object a line on the runtime's standard output, and
 * one word a line on its standard input. The runtime's log goes to standard error.
 */
export const RUNTIME_LINE_MAX = 4_096;

const loopbackUrl = z.url({ protocol: /^http$/, hostname: /^(127\.0\.0\.1|localhost|\[::1\])$/ });

/** Said once, when the runtime can take a rating. */
export const readySchema = z.object({
  ready: z.literal(true),
  localUrl: loopbackUrl,
  /** The runtime passes on the screen's heartbeats as `painted` lines, at least this often (ms). Absent: it passes on none. */
  paintedEveryMs: z.int().min(100).max(60_000).optional(),
});
/** Under plain Node the screens come over HTTP: the address has a one-time token and is good for one screen. */
const readyLineSchema = readySchema.extend({ screenUrl: loopbackUrl });
/** The answer to `screen-token`: an address with a fresh token. */
const screenLineSchema = z.object({ screenUrl: loopbackUrl });
/** A frame of this revision is on the glass. The runtime may leave out some, never all. */
export const paintedSchema = z.object({ painted: z.int().nonnegative() });

export type RuntimeLine =
  | ({ readonly kind: 'ready' } & z.infer<typeof readyLineSchema>)
  | ({ readonly kind: 'screen' } & z.infer<typeof screenLineSchema>)
  | ({ readonly kind: 'painted' } & z.infer<typeof paintedSchema>);

/** Written to the runtime's standard input: asks for an address with a fresh token. */
export const SCREEN_TOKEN_REQUEST = 'screen-token\n';

/** Reads one line of the runtime. The error says what is wrong with it, without repeating it: it may hold a token. */
export function parseRuntimeLine(line: string): Result<RuntimeLine, string> {
  if (line.length > RUNTIME_LINE_MAX) return err(`longer than ${RUNTIME_LINE_MAX} characters`);
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return err('not JSON');
  }
  const ready = readyLineSchema.safeParse(raw);
  if (ready.success) return ok({ kind: 'ready', ...ready.data });
  const painted = paintedSchema.safeParse(raw);
  if (painted.success) return ok({ kind: 'painted', ...painted.data });
  // A broken ready line holds an address too, but is no answer.
  const isReady = typeof raw === 'object' && raw !== null && 'ready' in raw;
  const screen = screenLineSchema.safeParse(raw);
  if (screen.success && !isReady) return ok({ kind: 'screen', ...screen.data });
  const issue = isReady ? ready.error.issues[0] : undefined;
  return err(issue ? `ready line: ${issue.path.join('.')}: ${issue.message}` : 'neither ready, screenUrl nor painted');
}
