import type { z } from 'zod';
import { checkAcks } from './checks/ack-checks.ts';
import { checkConditions, checkJsonValues, checkSentBack } from './checks/condition-checks.ts';
import { checkGroups, checkKeyCodes, checkRuleSizes, checkStateful } from './checks/decode-checks.ts';
import { checkFollowers } from './checks/follower-checks.ts';
import { checkFraming } from './checks/framing-checks.ts';
import { checkLength, checkMarks } from './checks/length-checks.ts';
import { checkOffsets } from './checks/offset-checks.ts';
import { checkOutputs, checkRefused, checkSignals } from './checks/output-checks.ts';
import { checkQuestions } from './checks/question-checks.ts';
import { checkRegexSteps } from './checks/regex-checks.ts';
import { type Check, listed, reportTo } from './checks/report.ts';
import type { ProfileFields } from './profile.ts';

const checkVariants: Check = ({ defaultVariant, variants, vectors }, report) => {
  const known = listed(Object.keys(variants));
  if (!Object.hasOwn(variants, defaultVariant)) {
    report(['defaultVariant'], `"${defaultVariant}" is none of the variants: ${known}`);
  }
  for (const [index, { variant }] of vectors.entries()) {
    if (variant === undefined || Object.hasOwn(variants, variant)) continue;
    report(['vectors', index, 'variant'], `"${variant}" is none of the variants: ${known}`);
  }
};

const checkReconnect: Check = ({ reconnect: { minMs, maxMs } }, report) => {
  if (minMs > maxMs) report(['reconnect', 'minMs'], `is more than maxMs (${maxMs})`);
};

/** A new check is a new entry; each is tested in `profile-checks.test.ts`. */
const CHECKS: readonly Check[] = [
  checkVariants,
  checkReconnect,
  checkFraming,
  checkLength,
  checkMarks,
  checkGroups,
  checkRuleSizes,
  checkOffsets,
  checkConditions,
  checkJsonValues,
  checkSentBack,
  checkRegexSteps,
  checkStateful,
  checkKeyCodes,
  checkAcks,
  checkOutputs,
  checkSignals,
  checkRefused,
  checkQuestions,
  checkFollowers,
];

/** Checks that no single field can hold alone: names that must exist elsewhere, sizes that must fit each other. */
export function crossCheck(profile: ProfileFields, context: z.RefinementCtx): void {
  const report = reportTo(context);
  for (const check of CHECKS) check(profile, report);
}
