import type { FieldPath } from '../../profile-issue.ts';
import type { OutputSpec } from '../profile.ts';
import { checkSent } from './question-checks.ts';
import type { Check } from './report.ts';

/** What is sent after an output exists, needs nothing that nobody gives, and ends there. */
export const checkFollowers: Check = (profile, report) => {
  const checkAll = (outputs: Readonly<Record<string, OutputSpec>>, at: FieldPath): void => {
    for (const [name, { followedBy }] of Object.entries(outputs)) {
      for (const [index, { output, with: given }] of followedBy.entries()) {
        const path = [...at, name, 'followedBy', index, 'output'];
        checkSent(profile, { path, output, given: [...Object.keys(given), 'addr'] }, report);
        const spec = outputs[output] ?? profile.outputs[output];
        if (spec === undefined || spec.followedBy.length === 0) continue;
        report(path, `"${output}" has a "followedBy" of its own, which is not sent; list here all that follows`);
      }
    }
  };
  checkAll(profile.outputs, ['outputs']);
  for (const [name, { outputs }] of Object.entries(profile.variants)) checkAll(outputs, ['variants', name, 'outputs']);
};
