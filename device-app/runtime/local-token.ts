import { join } from 'node:path';
import type { RandomBytes } from '@mingjing/shared/basics/randomness.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { TerminalSettings } from '@mingjing/shared/settings/terminal-settings.ts';
import { type PrivateFileProblem, readPrivateFile, writePrivateFile } from '../store/private-file.ts';

/** Where the token of the local API lies. */
export function localTokenPath(settings: TerminalSettings): string {
  return settings.local.tokenFile ?? join(settings.dataDir, 'local-api.token');
}

/** Reads the token of a terminal that was started before; makes none. */
export function readToken(path: string): Result<string, PrivateFileProblem> {
  const text = readPrivateFile(path);
  if (!text.ok) return text;
  const token = text.value?.trim() ?? '';
  if (token !== '') return ok(token);
  const message = `${path} holds no token: was the terminal of these settings ever started?`;
  return err({ kind: 'malformed', message });
}

/**
 * Reads the token of the local API, or makes one on first start. An empty file is one whose writing a power cut ended: it never held
 * a token that anybody could have copied, so it is written again.
 * @returns the token, or why the file cannot be had or trusted now
 */
export function readOrCreateToken(path: string, randomBytes: RandomBytes): Result<string, PrivateFileProblem> {
  const text = readPrivateFile(path);
  if (!text.ok) return text;
  const token = text.value?.trim() ?? '';
  if (token.length >= 20) return ok(token);
  if (token !== '') {
    const message = `${path} holds no token of 20 characters or more: delete it to get a new one`;
    return err({ kind: 'malformed', message });
  }
  const fresh = Buffer.from(randomBytes(32)).toString('base64url');
  const written = writePrivateFile(path, fresh);
  return written.ok ? ok(fresh) : written;
}
