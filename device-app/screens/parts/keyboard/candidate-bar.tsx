import { pageClips, placeClips } from '@mingjing/device-app/core/voice/clips.ts';
import { useState } from 'react';
import { useWording } from '../../texts/texts.ts';
import { Icon } from '../icons.tsx';
import type { Candidate } from '../pinyin/find-candidates.ts';
import { pageStarts, placesOf } from './candidate-pages.ts';
import { TypeKey } from './type-key.tsx';

export interface CandidateBarProps {
  readonly candidates: readonly Candidate[];
  readonly epoch: number;
  readonly onChoose: (candidate: Candidate) => void;
}

/** The words that the letters may mean, a page at a time. Starts over with other letters: give it a key. */
export function CandidateBar({ candidates, epoch, onChoose }: CandidateBarProps) {
  const { t } = useWording();
  const [page, setPage] = useState(0);
  const starts = pageStarts(candidates);
  const shown = candidates.slice(starts[page] ?? 0, starts[page + 1]);
  const turn = (by: number) => setPage((page + by + starts.length) % Math.max(1, starts.length));
  if (candidates.length === 0) return <p className="typebar-empty">{t('reasons.noCandidates')}</p>;
  return (
    <>
      <div className="typebar-words" lang="zh-CN">
        {shown.map((candidate, index) => (
          <TypeKey
            // biome-ignore lint/suspicious/noArrayIndexKey: the place keeps the focus when another word comes to stand there
            key={index}
            name={`candidate-${index}`}
            clip={placeClips(index + 1, shown.length)}
            voiced="zh-CN"
            epoch={epoch}
            places={placesOf(candidate.text)}
            className="typekey-word"
            onPress={() => onChoose(candidate)}
          >
            {candidate.text}
          </TypeKey>
        ))}
      </div>
      <TypeKey
        name={`previous-${page}`}
        clip={['reasons.key.previous', ...pageClips(page + 1)]}
        epoch={epoch}
        className="typekey-command"
        label={t('reasons.key.previous')}
        onPress={() => turn(-1)}
      >
        <Icon name="back" />
      </TypeKey>
      <TypeKey
        name={`next-${page}`}
        clip={['reasons.key.next', ...pageClips(page + 1)]}
        epoch={epoch}
        className="typekey-command"
        label={t('reasons.key.next')}
        onPress={() => turn(1)}
      >
        <Icon name="forth" />
      </TypeKey>
    </>
  );
}
