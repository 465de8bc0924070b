import { wordsIn } from '@mingjing/shared/domain/display-words.ts';
import { LEVELS } from '@mingjing/shared/domain/levels.data.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { useWording } from '../texts/texts.ts';
import { focusPage } from '../touch/items.ts';
import type { PressSource } from '../touch/use-press.ts';
import { Face } from './face.tsx';
import { PressButton } from './press-button.tsx';
import { Stars } from './stars.tsx';

/** One of the five levels, told four times over: place, colour and face, stars, words. */
export function LevelTile({
  level,
  onPress,
}: {
  readonly level: Level;
  readonly onPress: (source: PressSource) => void;
}) {
  const { language, t } = useWording();
  const row = LEVELS.find((candidate) => candidate.level === level);
  if (row === undefined) return null;
  const words = wordsIn(row, language);
  return (
    <PressButton
      target="level"
      clip={`level${level}`}
      className={`tile tile-${level}`}
      label={t('invitation.level', { words, count: level })}
      onPress={(source) => {
        // No frame stays on what was chosen (P5).
        focusPage();
        onPress(source);
      }}
    >
      <Face level={level} />
      <Stars count={level} />
      <span className="tile-words">
        {splitWords(words).map((line) => (
          <span className="tile-line" data-fit key={line}>
            {line}
          </span>
        ))}
      </span>
    </PressButton>
  );
}

/** Degree and judgement on lines of their own, in either language, so that all five labels have the same size and rhythm. */
function splitWords(words: string): readonly string[] {
  const parts = /^(非常|基本|ཧ་ཅང་|ཕལ་ཆེར་|\S+ )(.+)$/.exec(words);
  return parts?.[1] !== undefined && parts[2] !== undefined ? [parts[1], parts[2]] : [words];
}
