import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import type { z } from 'zod';
import { type PrivateFileProblem, readPrivateFile, writePrivateFile } from './private-file.ts';

/** What {@link readPrivateFile} takes at most, with room to spare. */
export const PRIVATE_JSON_MAX = 60 * 1024;

/** Reads a private file of JSON by its schema; null where there is none. The problem names the first field that is wrong. */
export function readPrivateJson<S extends z.ZodType>(
  path: string,
  schema: S,
): Result<z.infer<S> | null, PrivateFileProblem> {
  const text = readPrivateFile(path);
  if (!text.ok) return text;
  if (text.value === null) return ok(null);
  const parsed = schema.safeParse(parseJson(text.value));
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const message = `${path}: ${issue?.path.join('.') || '(file)'} ${issue?.message}: correct it or delete the file`;
  return err({ kind: 'malformed', message });
}

/** Writes a private file of JSON, unless it would be too long to be read again. */
export function writePrivateJson(path: string, value: unknown): Result<void, PrivateFileProblem> {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) <= PRIVATE_JSON_MAX) return writePrivateFile(path, text);
  return err({ kind: 'malformed', message: `has more than ${PRIVATE_JSON_MAX / 1024} KB as JSON: shorten it` });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
