import { parseArgs } from 'node:util';
import { loadProfiles, type ProfileIssue, profileFiles, readProfile, SHIPPED_PROFILES } from '../load-profiles.ts';
import type { Replay } from '../replay-engine.ts';
import { type Command, issueLines } from './command.ts';

/** What only a run can show: every vector of a profile holds, and each variant has one that speaks of it. */
function vectorIssues(file: string, replay: Replay): readonly ProfileIssue[] {
  const profile = readProfile(file);
  if (!profile.ok) return profile.error;
  const { vectors, variants } = profile.value;
  const unknown = vectors.flatMap((vector, index) =>
    vector.variant === undefined || Object.hasOwn(variants, vector.variant)
      ? []
      : [{ file, field: `vectors.${index}.variant`, problem: `must be one of ${Object.keys(variants).join(', ')}` }],
  );
  if (unknown.length > 0) return unknown;
  const untested = Object.keys(variants)
    .filter((name) => Object.keys(variants).length > 1 && !vectors.some((vector) => vector.variant === name))
    .map((name) => ({ file, field: 'vectors', problem: `none is of variant "${name}"; add one` }));
  const failing = replay(profile.value, vectors).vectors.flatMap((outcome, index) =>
    outcome.ok
      ? []
      : [{ file, field: `vectors.${index}`, problem: `gives ${JSON.stringify(outcome.got)}; correct one of the two` }],
  );
  return [...untested, ...failing];
}

/** `lint [--folder F] [--json]`: schema, cross-checks and vectors of every profile of a folder. */
export const createLintCommand =
  (replay: Replay): Command =>
  (args, print) => {
    const { values } = parseArgs({
      args: [...args],
      options: { folder: { type: 'string', default: SHIPPED_PROFILES }, json: { type: 'boolean', default: false } },
    });
    const catalogue = loadProfiles(values.folder);
    const issues = catalogue.ok
      ? profileFiles(values.folder).flatMap((file) => vectorIssues(file, replay))
      : catalogue.error;
    issueLines(print, issues);
    const profiles = catalogue.ok ? catalogue.value.size : 0;
    print.error(issues.length === 0 ? `${profiles} profile names, no issues` : `${issues.length} issues`);
    if (values.json) print.line(JSON.stringify({ profiles, issues }));
    return issues.length === 0 ? 0 : 1;
  };
