import type { VectorOutcome } from '../../replay-engine.ts';
import { type LintCheck, type Linted, writtenRatings } from './lint-check.ts';

/** Levels of the rating scale. */
const LEVELS = 5;

export const checkVectorsHold: LintCheck = ({ report }, find) => {
  for (const [index, { ok, got }] of report.vectors.entries()) {
    if (!ok) find.issue(['vectors', index], `gives ${JSON.stringify(got)}; correct one of the two`);
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

function levelsShown({ profile, report }: Linted): ReadonlySet<unknown> {
  const incoming = (_outcome: VectorOutcome, index: number) => profile.vectors[index]?.direction === 'in';
  return new Set(report.vectors.filter(incoming).map(({ ok, got }) => (ok ? got?.level : null)));
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
