import type { FieldPath } from '../../profile-issue.ts';
import type { ProfileFields } from '../profile.ts';
import { variablesOf } from '../template-variables.ts';
import { type Check, listed, type Report } from './report.ts';

/** What the terminal sends by itself: an output, and the values that it is given. */
interface Sent {
  readonly path: FieldPath;
  readonly output: string;
  readonly given: readonly string[];
}

/** Who fills in an address where the profile does not: the settings of the device. */
const FROM_SETTINGS = 'addr';

/** The output exists under every variant, and nobody has to be asked for its variables. */
export function checkSent({ outputs, variants }: ProfileFields, { path, output, given }: Sent, report: Report): void {
  for (const [name, variant] of Object.entries(variants)) {
    const all = { ...outputs, ...variant.outputs };
    const spec = Object.hasOwn(all, output) ? all[output] : undefined;
    if (spec === undefined) {
      report(
        path,
        `"${output}" is not an output of variant ${name}; declare it or name one of ${listed(Object.keys(all))}`,
      );
      continue;
    }
    const open = variablesOf(spec.template).filter((one) => !Object.hasOwn(spec.defaults, one) && !given.includes(one));
    if (open.length > 0) report(path, `"${output}" asks for ${listed(open)}; give values in its "defaults"`);
  }
}

function checkAnswers({ decode }: ProfileFields, path: FieldPath, names: readonly string[], report: Report): void {
  const known = decode.flatMap(({ name }) => (name === undefined ? [] : [name]));
  for (const name of names) {
    if (!known.includes(name)) report(path, `"${name}" names no rule of decode; the names there are ${listed(known)}`);
  }
}

/** What is asked after connecting, again and again, and as a sign of life. */
export const checkQuestions: Check = (profile, report) => {
  for (const [index, { output, with: given, answer }] of profile.init.entries()) {
    checkSent(
      profile,
      { path: ['init', index, 'output'], output, given: [...Object.keys(given), FROM_SETTINGS] },
      report,
    );
    if (answer !== null) checkAnswers(profile, ['init', index, 'answer'], [answer], report);
  }
  if (profile.poll !== null) {
    const { output, with: given, answers } = profile.poll;
    checkSent(profile, { path: ['poll', 'output'], output, given: [...Object.keys(given), FROM_SETTINGS] }, report);
    checkAnswers(profile, ['poll', 'answers'], answers, report);
  }
  const { output } = profile.heartbeat;
  if (output !== null) checkSent(profile, { path: ['heartbeat', 'output'], output, given: [FROM_SETTINGS] }, report);
};
