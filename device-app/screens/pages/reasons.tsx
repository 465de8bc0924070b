import '../theme/reasons.css';
import { useState } from 'react';
import { DrawPane } from '../parts/ink/draw-pane.tsx';
import { inkOf } from '../parts/ink/drawing.ts';
import { WritePane } from '../parts/keyboard/write-pane.tsx';
import { type ReasonsDraft, useReasonsDraft } from '../state/reasons-draft.ts';
import { usePaneGuard } from '../state/use-pane.ts';
import { useStaying } from '../state/use-staying.ts';
import type { PageProps } from './page-props.ts';
import { type ChoicePane, ReasonChoices } from './reasons-choices.tsx';

/**
 * The level is committed. What it was about, in tags, steps of the matter, typed or handwritten words, may follow or be skipped with the same
 * effort. Every part looks alike whatever the level (P5).
 */
export function ReasonsPage({ page, send }: PageProps<'reasons'>) {
  const { sessionId, textMax, warning } = page;
  const [draft, setDraft] = useReasonsDraft(sessionId);
  const [choice, setChoice] = useState<ChoicePane>('tags');
  const [own, setOwn] = useState<'write' | 'draw' | null>(null);
  usePaneGuard(own ?? choice);
  const moreTime = () => send({ kind: 'more-time', sessionId });
  const stay = useStaying(moreTime);

  const change = (next: Partial<ReasonsDraft>) => {
    stay();
    setDraft({ ...draft, ...next });
  };
  const skip = () => send({ kind: 'skip-reasons', sessionId });
  const submit = () => {
    // Nothing said is skipped, whichever button said so.
    if (isEmpty(draft)) return skip();
    const { tags, items, text, drawing } = draft;
    send({ kind: 'give-reasons', sessionId, tags: [...tags], items: [...items], text, ink: inkOf(drawing) });
  };
  const done = () => setOwn(null);
  if (own === 'write') {
    const onText = (text: string) => change({ text });
    return (
      <WritePane
        text={draft.text}
        max={textMax}
        warning={warning}
        onText={onText}
        onDone={done}
        onMoreTime={moreTime}
      />
    );
  }
  if (own === 'draw') {
    const { drawing } = draft;
    return (
      <DrawPane
        drawing={drawing}
        warning={warning}
        onDraw={(next) => change({ drawing: next })}
        onDone={done}
        onMoreTime={moreTime}
      />
    );
  }
  const actions = { onWrite: () => setOwn('write'), onDraw: () => setOwn('draw'), onSkip: skip, onSubmit: submit };
  return (
    <ReasonChoices
      {...actions}
      page={page}
      draft={draft}
      pane={choice}
      onPane={setChoice}
      onChange={change}
      onMoreTime={moreTime}
    />
  );
}

function isEmpty({ tags, items, text, drawing }: ReasonsDraft): boolean {
  return tags.length === 0 && items.length === 0 && text.trim() === '' && inkOf(drawing) === null;
}
