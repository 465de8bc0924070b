import { wordsIn } from '@mingjing/shared/domain/display.ts';
import { useState } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { Fit } from '../parts/fit.tsx';
import { Icon } from '../parts/icons.tsx';
import { Phrase } from '../parts/phrase.tsx';
import { PressButton } from '../parts/press-button.tsx';
import { TopBar } from '../parts/top-bar.tsx';
import { type ReasonsDraft, useReasonsDraft } from '../state/reasons-draft.ts';
import { useWording } from '../texts/texts.ts';
import { usePanel } from '../theme/use-panel.ts';
import type { PageProps } from './page-props.ts';

/** As many reasons as fit every panel with 15 mm targets: the national list has eight for each level. */
const SHOWN_AT_ONCE = 8;

/** The level is committed. Reasons may follow, or be skipped with the same effort. */
export function ReasonsPage({ page, send }: PageProps<'reasons'>) {
  const { t } = useWording();
  const { sessionId, options, textMax } = page;
  const [draft, setDraft] = useReasonsDraft(sessionId);
  const [group, setGroup] = useState(0);
  const groups = Math.max(1, Math.ceil(options.length / SHOWN_AT_ONCE));
  const shown = options.slice(group * SHOWN_AT_ONCE, (group + 1) * SHOWN_AT_ONCE);

  const skip = () => send({ kind: 'skip-reasons', sessionId });
  const submit = () => {
    // Nothing said is skipped, whichever button said so.
    if (isEmpty(draft)) skip();
    else send({ kind: 'give-reasons', sessionId, tags: [...draft.tags], items: [], text: draft.text, ink: null });
  };
  return (
    <div className="reasons">
      <TopBar
        title={t('reasons.title')}
        note={t('reasons.ask')}
        warning={page.warning}
        onMoreTime={() => send({ kind: 'more-time', sessionId })}
      />
      <ReasonTags options={shown} draft={draft} onToggle={(code) => setDraft(toggle(draft, code))} />
      <div className="reasons-end">
        {groups > 1 && (
          <ActionButton target="more" onPress={() => setGroup((group + 1) % groups)}>
            {t('reasons.more')}
          </ActionButton>
        )}
        <textarea
          className="remark"
          value={draft.text}
          maxLength={textMax}
          placeholder={t('reasons.text')}
          aria-label={t('reasons.text')}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setDraft({ ...draft, text: event.target.value })}
        />
        <ActionButton target="skip" onPress={skip}>
          {t('reasons.skip')}
        </ActionButton>
        <ActionButton target="submit" onPress={submit}>
          {t('reasons.submit')}
        </ActionButton>
      </div>
    </div>
  );
}

interface ReasonTagsProps {
  readonly options: PageProps<'reasons'>['page']['options'];
  readonly draft: ReasonsDraft;
  readonly onToggle: (code: string) => void;
}

function ReasonTags({ options, draft, onToggle }: ReasonTagsProps) {
  const { t, language } = useWording();
  const { shape } = usePanel();
  const largest = { compact: 5.5, regular: 6.5, portrait: 8 }[shape];
  return (
    <Fit className="tags" largest={largest} smallest={3} label={t('reasons.ask')}>
      {options.map((option) => (
        <PressButton
          key={option.code}
          target={`tag-${option.code}`}
          className="tag"
          on={draft.tags.includes(option.code)}
          onPress={() => onToggle(option.code)}
        >
          <span className="tag-box">
            <Icon name="check" />
          </span>
          <span className="tag-words phrase" data-fit>
            {language === 'zh-CN' ? <Phrase text={option.zh} /> : wordsIn(option, language)}
          </span>
        </PressButton>
      ))}
    </Fit>
  );
}

function toggle(draft: ReasonsDraft, code: string): ReasonsDraft {
  const tags = draft.tags.includes(code) ? draft.tags.filter((other) => other !== code) : [...draft.tags, code];
  return { ...draft, tags };
}

function isEmpty(draft: ReasonsDraft): boolean {
  return draft.tags.length === 0 && draft.text.trim() === '';
}
