import { differingWords } from '../../differing-words.ts';
import { listOf, type VectorOutcome } from '../../replay-engine.ts';
import { type LintCheck, type Linted, writtenRatings } from './lint-check.ts';

/** Levels of the rating scale. */
const LEVELS = 5;

function mismatch({ expected, got }: VectorOutcome): string {
  const wanted = JSON.stringify(expected);
  if (got === null) return `expects ${wanted}, but no output, acknowledgement or refused command makes these bytes`;
  const [wants, gets] = [listOf(expected), listOf(got)];
  if (gets.length > wants.length) {
    return `expects ${wanted}, but gives ${gets.length} things: ${JSON.stringify(got)}; correct the profile, or list them all in "expect"`;
  }
  const words = wants.flatMap((one, index) => differingWords(one, gets[index] ?? {}));
  const where = words.length === 0 ? '' : ` (${words.join(', ')})`;
  return `expects ${wanted}, but gives ${JSON.stringify(got)}${where}; correct the one that is wrong`;
}

/** Vectors are the proof of a profile. */
export const checkVectorsHold: LintCheck = ({ report }, find) => {
  for (const [index, outcome] of report.vectors.entries()) {
    if (!outcome.ok) find.issue(['vectors', index], mismatch(outcome));
  }
};

export const checkVariantsShown: LintCheck = ({ profile: { variants, vectors } }, find) => {
  const names = Object.keys(variants);
  if (names.length < 2) return;
  for (const name of names) {
    if (vectors.some(({ variant }) => variant === name)) continue;
    find.issue(['variants', name], 'is shown by no vector; add one that says "variant": it');
  }
};

/** Levels that incoming vectors give, and those that they would give if they held: of these the vector itself is the finding. */
function levelsShown({ profile, report }: Linted): ReadonlySet<unknown> {
  const incoming = (_outcome: VectorOutcome, index: number) => profile.vectors[index]?.direction === 'in';
  return new Set(
    report.vectors
      .filter(incoming)
      .flatMap(({ ok, got, expected }) => listOf(ok ? got : expected).map(({ level }) => level)),
  );
}

/** Every level that the key map names is shown to be reached by bytes. */
export const checkLevelsReached: LintCheck = (linted, find) => {
  const levels = new Set(Object.values(linted.profile.keyMap.rating));
  const shown = levelsShown(linted);
  for (const [written, raw] of writtenRatings(linted)) {
    const level = linted.profile.keyMap.rating[raw];
    if (!shown.has(level)) {
      find.issue(['keyMap', 'rating', written], `is level ${level}, but no incoming vector gives it; add one`);
    }
  }
  if (levels.size > 0 && levels.size < LEVELS) {
    const problem = `names ${levels.size} of ${LEVELS} levels; whoever uses this pad needs the screen for the others`;
    find.warning(['keyMap', 'rating'], problem);
  }
};

/** Who has tried a profile on the device has bytes of it. */
export const checkCaptured: LintCheck = ({ profile: { provenance, vectors } }, find) => {
  if (!provenance.testedOnHardware || vectors.some(({ origin }) => origin === 'captured')) return;
  const problem = 'is true, but no vector is captured; add what was recorded, or set it to false';
  find.issue(['provenance', 'testedOnHardware'], problem);
};
