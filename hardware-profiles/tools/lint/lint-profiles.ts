import { openProfile, type ProfileFile, sharedIds } from '../../load-profiles.ts';
import type { ProfileIssue } from '../../profile-issue.ts';
import type { Replay } from '../../replay-engine.ts';
import { sharedFingerprints } from './fingerprints.ts';
import { checkKeys, checkKeysShown, checkRatings, checkSpellings, checkUnusedCodes } from './key-checks.ts';
import type { LintCheck, Linted } from './lint-check.ts';
import { checkRole } from './role-checks.ts';
import { checkAmbiguous, checkShadowed } from './rule-checks.ts';
import { checkUnusedAcks, checkUnusedOutputs } from './unused-checks.ts';
import { checkCaptured, checkLevelsReached, checkVariantsShown, checkVectorsHold } from './vector-checks.ts';

/** A new check is a new entry; each is tested in `device-app/pads/replay/lint-profiles.test.ts`. */
const CHECKS: readonly LintCheck[] = [
  checkRole,
  checkShadowed,
  checkAmbiguous,
  checkRatings,
  checkKeys,
  checkKeysShown,
  checkSpellings,
  checkUnusedCodes,
  checkUnusedAcks,
  checkUnusedOutputs,
  checkVectorsHold,
  checkVariantsShown,
  checkLevelsReached,
  checkCaptured,
];

export interface LintReport {
  /** How many files were sound enough to be looked into. */
  readonly profiles: number;
  readonly issues: readonly ProfileIssue[];
  readonly warnings: readonly ProfileIssue[];
}

/** Looks into one profile: what its fields say of each other, and what its vectors show. */
export function lintProfile({ profile, json }: ProfileFile, replay: Replay): Omit<LintReport, 'profiles'> {
  const issues: ProfileIssue[] = [...json.duplicates()];
  const warnings: ProfileIssue[] = [];
  const subject: Linted = { profile, json, report: replay(profile, profile.vectors) };
  const find = {
    issue: (...finding: Parameters<typeof json.issue>) => issues.push(json.issue(...finding)),
    warning: (...finding: Parameters<typeof json.issue>) => warnings.push(json.issue(...finding)),
  };
  for (const check of CHECKS) check(subject, find);
  return { issues, warnings };
}

/** Looks into profile files, one by one and against each other: a bad one hides nothing of the others. */
export function lintProfiles(files: readonly string[], replay: Replay): LintReport {
  const issues: ProfileIssue[] = [];
  const warnings: ProfileIssue[] = [];
  const linted: ProfileFile[] = [];
  for (const file of files) {
    const opened = openProfile(file);
    if (!opened.ok) {
      issues.push(...opened.error);
      continue;
    }
    const found = lintProfile(opened.value, replay);
    issues.push(...found.issues);
    warnings.push(...found.warnings);
    linted.push(opened.value);
  }
  issues.push(...sharedIds(linted));
  return { profiles: linted.length, issues, warnings: [...warnings, ...sharedFingerprints(linted)] };
}
