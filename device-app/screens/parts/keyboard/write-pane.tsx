import type { Countdown } from '@mingjing/device-app/core/screen/screen-state.ts';
import { useMemo, useState } from 'react';
import { useWording } from '../../texts/texts.ts';
import { useCommandKeys } from '../../touch/command-keys.ts';
import { ActionButton } from '../action-button.tsx';
import { type Candidate, findCandidates, spellOut } from '../pinyin/find-candidates.ts';
import { WarningBar } from '../warning-bar.tsx';
import { Keyboard } from './keyboard.tsx';
import { SCRIPTS, type Script, SPACES } from './layouts.data.ts';
import { TextField } from './text-field.tsx';
import { usePhrases } from './use-phrases.ts';
import {
  addLetter,
  beginWriting,
  choose,
  eraseAll,
  eraseBack,
  insert,
  replaceAll,
  settle,
  type Writing,
} from './writing.ts';

export interface WritePaneProps {
  readonly text: string;
  readonly max: number;
  readonly warning: Countdown | null;
  readonly onText: (text: string) => void;
  readonly onDone: () => void;
  readonly onMoreTime: () => void;
}

/** Own words, typed on the glass. The text is above the keys and never under them; letters in the making go when the pane goes. */
export function WritePane({ text, max, warning, onText, onDone, onMoreTime }: WritePaneProps) {
  const { t, language } = useWording();
  const [script, setScript] = useState<Script>(() => SCRIPTS[language][0] ?? 'latin');
  const [writing, setWriting] = useState<Writing>(() => beginWriting(text, max));
  const [epoch, setEpoch] = useState(0);
  const phrases = usePhrases(SCRIPTS[language].includes('pinyin'));
  const { letters } = writing;
  const candidates = useMemo(
    () => (letters === '' ? null : phrases === null ? [] : findCandidates(phrases, letters)),
    [letters, phrases],
  );
  const spelled = spellOut(letters, candidates?.[0]);

  const change = (next: Writing) => {
    setWriting(next);
    setEpoch(epoch + 1);
    if (next.text !== writing.text) onText(next.text);
  };
  const take = (candidate: Candidate) => change(choose(writing, candidate));
  const best = candidates?.[0];
  /** Whatever is no letter first makes the waiting letters what they most likely mean. */
  const certain = () =>
    letters === '' ? writing : best === undefined ? settle(writing) : settle(choose(writing, best));
  const character = (typed: string) => {
    if (script === 'pinyin' && /^[a-z']$/.test(typed) && (typed !== "'" || letters !== ''))
      change(addLetter(writing, typed));
    else if (letters !== '' && typed === SPACES[script]) best === undefined ? change(settle(writing)) : take(best);
    else change(insert(certain(), typed));
  };
  const finish = () => {
    if (letters !== '') onText(settle(writing).text);
    onDone();
  };
  useCommandKeys({ onEscape: finish, whileWriting: true });
  return (
    <div className="write">
      <div className="top write-top">
        <TextField
          writing={writing}
          spelled={spelled}
          onEdit={(edited, caret) => change(replaceAll(writing, edited, caret))}
          onCaret={(caret) => setWriting({ ...writing, caret })}
          composes={script === 'pinyin'}
          onCharacter={character}
          onErase={() => change(eraseBack(writing))}
          onPick={(place) => candidates?.[place] !== undefined && take(candidates[place])}
          onDrop={() => change({ ...writing, letters: '' })}
        />
        <ActionButton target="written" clip="reasons.done" onPress={finish}>
          {t('reasons.done')}
        </ActionButton>
      </div>
      <Keyboard
        script={script}
        onScript={(next) => {
          change(settle(writing));
          setScript(next);
        }}
        candidates={candidates}
        letters={letters}
        epoch={epoch}
        onCharacter={character}
        onChoose={take}
        onErase={() => change(eraseBack(writing))}
        onClear={() => change(eraseAll(writing))}
        instead={warning === null ? null : <WarningBar countdown={warning} onMore={onMoreTime} />}
      />
      <p className="unseen" role="status">
        {candidates === null
          ? ''
          : `${spelled}：${candidates
              .slice(0, 5)
              .map((one) => one.text)
              .join('，')}`}
      </p>
    </div>
  );
}
