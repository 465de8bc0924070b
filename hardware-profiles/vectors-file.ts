import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { z } from 'zod';
import type { ProfileIssue } from './load-profiles.ts';
import { type Profile, vectorSchema } from './schema/profile.ts';

/** A vectors file: `{vectors: [...]}`, each naming its protocol. Those of other protocols are not looked at. */
const fileSchema = z.object({
  vectors: z.array(z.looseObject({ protocol: z.string({ error: 'must name the protocol of the vector' }) })),
});

/** As in a profile, but open to further remarks. */
const fileVectorSchema = z.object({ ...vectorSchema.shape, origin: vectorSchema.shape.origin.optional() });
export type FileVector = z.infer<typeof fileVectorSchema>;

/** Reads the vectors of a file that speak of a profile's protocol. @returns issues naming file, field and cure */
export function readVectors(
  file: string,
  profile: Pick<Profile, 'protocol' | 'variants'>,
): Result<readonly FileVector[], readonly ProfileIssue[]> {
  const failed = (issues: readonly { path: readonly PropertyKey[]; message: string }[], prefix: PropertyKey[] = []) =>
    err(
      issues.map((issue) => ({
        file,
        field: [...prefix, ...issue.path].join('.') || '(file)',
        problem: issue.message,
      })),
    );
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    return failed([{ path: [], message: `cannot be read as JSON: ${cause instanceof Error ? cause.message : ''}` }]);
  }
  const parsed = fileSchema.safeParse(raw);
  if (!parsed.success) return failed(parsed.error.issues);
  const vectors: FileVector[] = [];
  for (const [index, candidate] of parsed.data.vectors.entries()) {
    if (candidate.protocol !== profile.protocol) continue;
    const vector = fileVectorSchema.safeParse(candidate);
    if (!vector.success) return failed(vector.error.issues, ['vectors', index]);
    if (vector.data.variant !== undefined && !Object.hasOwn(profile.variants, vector.data.variant)) {
      const message = `must be one of ${Object.keys(profile.variants).join(', ')}`;
      return failed([{ path: ['variant'], message }], ['vectors', index]);
    }
    vectors.push(vector.data);
  }
  if (vectors.length > 0) return ok(vectors);
  return failed([{ path: ['vectors'], message: `has none of protocol "${profile.protocol}"; give a file that has` }]);
}
