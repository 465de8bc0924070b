import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { z } from 'zod';
import { type JsonFile, readJson } from './json-file.ts';
import type { ProfileIssue } from './profile-issue.ts';
import type { PlayedVector } from './replay-engine.ts';
import { type Profile, vectorSchema } from './schema/profile.ts';
import { schemaIssues } from './schema-issues.ts';

/** Largest vectors file, bytes: some thousands of long reports. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** A vectors file: `{"vectors": [...]}`, or the list alone. Remarks beside them are welcome. */
const list = z.array(z.unknown());
const candidateSchema = z.looseObject({ protocol: z.string().optional() });
const fileSchema = z.union([z.looseObject({ vectors: list }), list], {
  error: 'must be {"vectors": [...]} or a list of vectors',
});

/** The part of a vector that is played; where it comes from and what was remarked is not asked. */
const { direction, hex, expect, variant } = vectorSchema.shape;
const playedSchema = z.object({ direction, hex, expect, variant });

/** Where the vectors of a file stand in it. */
function prefixOf({ value }: JsonFile): readonly string[] {
  return Array.isArray(value) ? [] : ['vectors'];
}

/** The entries of a file, each an object, whatever else may be wrong with those of other protocols. */
function candidatesOf(json: JsonFile): Result<readonly z.infer<typeof candidateSchema>[], readonly ProfileIssue[]> {
  const parsed = fileSchema.safeParse(json.value);
  if (!parsed.success) return err(schemaIssues(json, parsed.error));
  const candidates: z.infer<typeof candidateSchema>[] = [];
  for (const [index, entry] of (Array.isArray(parsed.data) ? parsed.data : parsed.data.vectors).entries()) {
    const candidate = candidateSchema.safeParse(entry);
    if (!candidate.success) return err(schemaIssues(json, candidate.error, [...prefixOf(json), index]));
    candidates.push(candidate.data);
  }
  return ok(candidates);
}

/**
 * Reads the vectors of a file that speak of a profile's protocols, and those that name none.
 * @param anyProtocol takes those of other protocols too
 * @returns issues naming file, line, field and cure
 */
export function readVectors(
  file: string,
  { protocol, variants }: Pick<Profile, 'protocol' | 'variants'>,
  anyProtocol = false,
): Result<readonly PlayedVector[], readonly ProfileIssue[]> {
  const json = readJson(file, MAX_FILE_BYTES);
  if (!json.ok) return json;
  const read = candidatesOf(json.value);
  if (!read.ok) return read;
  const candidates = read.value;
  const vectors: PlayedVector[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const foreign = candidate.protocol !== undefined && !protocol.includes(candidate.protocol);
    if (foreign && !anyProtocol) continue;
    const path = [...prefixOf(json.value), index];
    const vector = playedSchema.safeParse(candidate);
    if (!vector.success) return err(schemaIssues(json.value, vector.error, path));
    if (vector.data.variant !== undefined && !Object.hasOwn(variants, vector.data.variant)) {
      const problem = `must be one of ${Object.keys(variants).join(', ')}`;
      return err([json.value.issue([...path, 'variant'], problem)]);
    }
    vectors.push(vector.data);
  }
  if (vectors.length > 0) return ok(vectors);
  const others = [...new Set(candidates.flatMap((one) => one.protocol ?? []))].join(', ');
  const none = `has vectors of ${others} only, none of ${protocol.join(', ')}; choose another profile, or play them all with --any-protocol`;
  return err([json.value.issue(prefixOf(json.value), others === '' ? 'has no vector; give a file that has' : none)]);
}
