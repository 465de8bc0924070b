import { SHAPES } from '../theme/tokens.ts';
import { usePanel } from '../theme/use-panel.ts';
import { Fit } from './fit.tsx';
import { Phrase } from './phrase.tsx';

export interface CaptionProps {
  readonly words: string;
  /** Of what the guide has in focus: as large as there is room for. */
  readonly isItem: boolean;
  /** Something that stays down, and is. */
  readonly on?: boolean;
}

/** 字幕: what is being said, to be read. Stands in for the foot, so that it covers nothing. A screen reader has the page itself. */
export function Caption({ words, isItem, on }: CaptionProps) {
  const { shape } = usePanel();
  return (
    <div className="caption" data-item={isItem || undefined} aria-hidden="true">
      <Fit
        className="caption-fit"
        largest={isItem ? SHAPES[shape].sizes.heading : SHAPES[shape].sizes.body}
        smallest={2.75}
      >
        <p className="caption-words phrase" data-fit>
          {on === true && '✓ '}
          <Phrase text={words} />
        </p>
      </Fit>
    </div>
  );
}
