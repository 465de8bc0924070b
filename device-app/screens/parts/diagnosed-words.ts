import type {
  DiagnosedDevice,
  DiagnosedHolder,
  DiagnosedPress,
  DiagnosedProblem,
  Diagnostics,
} from '@mingjing/device-app/core/screen/diagnostics-page.ts';
import { directionOf, wordsIn } from '@mingjing/shared/domain/display-words.ts';
import { LEVELS } from '@mingjing/shared/domain/levels.data.ts';
import { TOLD_WORDS } from '../texts/diagnosed/diagnosed-texts.ts';
import { DIAGNOSED_TEXTS, fill } from '../texts/diagnosed/diagnosed-words.ts';
import type { Wording } from '../texts/texts.ts';

/** Keeps what is written from left to right, such as paths, in one piece within a line that is not. */
function isolated(words: string, language: Wording['language']): string {
  return directionOf(language) === 'rtl' ? `\u2068${words}\u2069` : words;
}

function isolate(params: Readonly<Record<string, string>>, language: Wording['language']): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, isolated(value, language)]));
}

/** Cause and cure of a device that does not work, and who has its port. */
export function problemWords({ code, params, holder }: DiagnosedProblem, { t, language }: Wording): string {
  const d = DIAGNOSED_TEXTS[language];
  const what = fill(d.problem[code], isolate(params, language));
  if (holder === null) return what;
  return what + d.sign.clause + t('diagnostics.heldBy', { name: holderWords(holder, language) });
}

/** Another program that has a port. */
export function holderWords({ program, pid, sure }: DiagnosedHolder, language: Wording['language']): string {
  const d = DIAGNOSED_TEXTS[language];
  const name = program === '' ? d.holder.unnamed : isolated(program, language);
  return fill(sure ? d.holder.sure : d.holder.perhaps, { program: name, pid });
}

/** What was pressed or read. */
export function pressedWords(what: DiagnosedPress, language: Wording['language']): string {
  const d = DIAGNOSED_TEXTS[language];
  if (what.kind === 'scan') return fill(d.pressed.scan, { size: what.size });
  if (what.kind === 'key') return fill(d.pressed.key, { key: isolated(what.key, language) });
  const raw = isolated(what.raw, language);
  if (what.kind !== 'level') return fill(d.pressed[what.kind], { raw });
  const row = LEVELS.find(({ level }) => level === what.level);
  return fill(d.pressed.level, { level: row === undefined ? '' : wordsIn(row, language), raw });
}

/** How many bad frames, and why. */
export function badFrameWords(
  { badFrames, badReasons }: Pick<DiagnosedDevice, 'badFrames' | 'badReasons'>,
  language: Wording['language'],
): string {
  if (badReasons.length === 0) return String(badFrames);
  const d = DIAGNOSED_TEXTS[language];
  const why = badReasons.map(({ reason, count }) => `${d.badFrame[reason]} ${count}`);
  return badFrames + bracketed(why.join(d.sign.list), language);
}

/** In the brackets of the language. */
export function bracketed(words: string, language: Wording['language']): string {
  return fill(DIAGNOSED_TEXTS[language].sign.brackets, { words });
}

/** A word by which a device tells about itself; as it is where no profile that ships uses it. */
export function toldWords(word: string, language: Wording['language']): string {
  const known = TOLD_WORDS.find((each) => each === word);
  return known === undefined ? isolated(word, language) : DIAGNOSED_TEXTS[language].told[known];
}

/** Why bytes and presses of a pad are not shown now (P5); null where they are. */
export function withheldWords({ withheld }: Diagnostics, language: Wording['language']): string | null {
  if (withheld === null) return null;
  const d = DIAGNOSED_TEXTS[language];
  if (withheld.remainingMs === null) return d.withheld.now;
  return fill(d.withheld.seconds, { seconds: Math.ceil(withheld.remainingMs / 1000) });
}
