import { basename, join } from 'node:path';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { BUNDLES } from './bundle-files.ts';
import { localTokenPath, readToken } from './local-token.ts';

/** The devices are asked too, and a disk may be slow. Milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * Has the terminal of these settings, which must be running on this machine, make a diagnostics bundle.
 * @param call what fetches; the machine's own unless told otherwise
 * @returns where the bundle lies, or what is wrong and the cure
 */
export async function askForBundle(settings: TerminalSettings, call = fetch): Promise<Result<string, string>> {
  const { port } = settings.local;
  if (port === 0) {
    return err(
      'local.port: is 0, so nobody knows on which port the terminal listens. Set one, or name it by MINGJING_LOCAL_PORT',
    );
  }
  const token = readToken(localTokenPath(settings));
  if (!token.ok) return err(token.error.message);
  const url = `http://127.0.0.1:${port}/local/v1/diagnostics-bundle`;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await call(url, { headers: { authorization: `Bearer ${token.value}` }, signal });
    if (!answer.ok) return err(await problemOf(answer));
    await answer.body?.cancel();
    const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
    if (name === undefined) return err(`port ${port} is not a terminal's: check local.port`);
    return ok(join(settings.dataDir, BUNDLES, basename(name)));
  } catch {
    return err(`nothing answers on port ${port}: start the terminal, or check local.port of its settings`);
  }
}

async function problemOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : undefined;
  return typeof message === 'string' ? message : `the terminal answered ${answer.status}`;
}
