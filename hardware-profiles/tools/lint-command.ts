import { parseArgs } from 'node:util';
import { profileFiles, SHIPPED_PROFILES, unreadableFolder } from '../load-profiles.ts';
import { issueText } from '../profile-issue.ts';
import type { Replay } from '../replay-engine.ts';
import { type Command, issueLines, wrongCall } from './command.ts';
import { lintProfiles } from './lint/lint-profiles.ts';

/** The files of a folder, or why it cannot be read. */
function filesOf(folder: string): readonly string[] | string {
  try {
    return profileFiles(folder);
  } catch (cause) {
    return issueText(unreadableFolder(folder, cause));
  }
}

/**
 * `lint [--folder F | --profile F] [--json]`: schema, what fields say of each other, and what the vectors show, of one profile or all.
 * Exit code 0 also with warnings, 1 with issues, 2 where something could not be read.
 */
export const createLintCommand =
  (replay: Replay): Command =>
  (args, print) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        folder: { type: 'string', default: SHIPPED_PROFILES },
        profile: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const files = values.profile === undefined ? filesOf(values.folder) : [values.profile];
    if (typeof files === 'string') return wrongCall(print, files);
    const report = lintProfiles(files, replay);
    const { profiles, issues, warnings } = report;
    for (const warning of warnings) print.error(`warning: ${issueText(warning)}`);
    issueLines(print, issues);
    print.error(`${profiles} profiles, ${issues.length} issues, ${warnings.length} warnings`);
    if (values.json) print.line(JSON.stringify(report));
    if (issues.some(({ line }) => line === null)) return 2;
    return issues.length === 0 ? 0 : 1;
  };
