import { pageClips } from '@mingjing/device-app/core/voice/clips.ts';
import type { Language } from '@mingjing/shared/domain/display.ts';
import { type Localised, wordsIn } from '@mingjing/shared/domain/display-words.ts';
import { useState } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { Fit } from '../parts/fit.tsx';
import { Icon } from '../parts/icons.tsx';
import { inkOf } from '../parts/ink/drawing.ts';
import { Phrase } from '../parts/phrase.tsx';
import { PressButton } from '../parts/press-button.tsx';
import { TopBar } from '../parts/top-bar.tsx';
import type { ReasonsDraft } from '../state/reasons-draft.ts';
import { useWording } from '../texts/texts.ts';
import type { Panel } from '../theme/panel.ts';
import type { Shape } from '../theme/tokens.ts';
import { usePanel } from '../theme/use-panel.ts';
import { useCommandKeys } from '../touch/command-keys.ts';
import type { PageProps } from './page-props.ts';

/** What there is to choose from: 一级评价的情况, or 二级评价's steps of the matter. */
export type ChoicePane = 'tags' | 'items';

/** As many as fit every panel with 15 mm targets: the national list has eight for each level, a matter has ten steps. */
const SHOWN_AT_ONCE = { tags: 8, items: 10 } as const;
/** With 20 mm targets; a tall panel used to its height has room for all eight. */
const SHOWN_AMPLY: Readonly<Record<Shape, number>> = { compact: 3, regular: 6, portrait: 6 };
/** Whole sentences of stacked letters: two lines of them need twice the width. */
const SHOWN_STACKED = 4;
const TALL_U = 275;

const CLIP_OF = { tags: 'tag', items: 'item' } as const;

export interface ReasonChoicesProps {
  readonly page: PageProps<'reasons'>['page'];
  readonly draft: ReasonsDraft;
  readonly pane: ChoicePane;
  readonly onPane: (pane: ChoicePane) => void;
  readonly onChange: (change: Partial<ReasonsDraft>) => void;
  readonly onMoreTime: () => void;
  readonly onWrite: () => void;
  readonly onDraw: () => void;
  readonly onSkip: () => void;
  readonly onSubmit: () => void;
}

/** Choices to tick, and the ways on from them. */
export function ReasonChoices({ page, draft, pane, onPane, onChange, ...actions }: ReasonChoicesProps) {
  const { t, language } = useWording();
  const [group, setGroup] = useState(0);
  const all: readonly Option[] = pane === 'tags' ? page.options : page.items;
  const panel = usePanel();
  const atOnce = shownAtOnce(pane, panel, language);
  const groups = Math.max(1, Math.ceil(all.length / atOnce));
  const shown = all.slice((group % groups) * atOnce, ((group % groups) + 1) * atOnce);
  const other = pane === 'tags' ? 'items' : 'tags';
  useCommandKeys({ onEscape: pane === 'tags' ? actions.onSkip : () => onPane('tags'), onEnter: actions.onSubmit });
  const more = groups > 1 && (
    <ActionButton
      target={`more-${group % groups}`}
      clip={['reasons.more', ...pageClips((group % groups) + 1)]}
      onPress={() => setGroup((group + 1) % groups)}
    >
      {t('reasons.more')}
    </ActionButton>
  );
  // A low panel has no room for a sixth large button in a row.
  const isMoreBeside = panel.shape === 'compact' && panel.ample;
  return (
    <div className="reasons">
      <TopBar
        title={t('reasons.title')}
        note={t(pane === 'tags' ? 'reasons.ask' : 'reasons.askItems')}
        warning={page.warning}
        onMoreTime={actions.onMoreTime}
      />
      <div className="choosing">
        <Choices
          pane={pane}
          atOnce={atOnce}
          options={shown}
          chosen={draft[pane]}
          onToggle={(code) => onChange({ [pane]: toggled(draft[pane], code) })}
        />
        {isMoreBeside && more}
      </div>
      <div className="reasons-end">
        {!isMoreBeside && more}
        <WayButton
          target={other}
          filled={draft[other].length > 0}
          onPress={() => onPane(other)}
          words={t(`reasons.${other}`)}
        />
        <WayButton
          target="write"
          filled={draft.text.trim() !== ''}
          onPress={actions.onWrite}
          words={t('reasons.write')}
        />
        <WayButton
          target="draw"
          filled={inkOf(draft.drawing) !== null}
          onPress={actions.onDraw}
          words={t('reasons.draw')}
        />
        <ActionButton target="skip" clip="skip" onPress={actions.onSkip}>
          {t('reasons.skip')}
        </ActionButton>
        <ActionButton target="submit" clip="reasons.submit" onPress={actions.onSubmit}>
          {t('reasons.submit')}
        </ActionButton>
      </div>
    </div>
  );
}

interface Option extends Localised {
  readonly code: string;
}

interface ChoicesProps {
  readonly pane: ChoicePane;
  readonly atOnce: number;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onToggle: (code: string) => void;
}

function Choices({ pane, atOnce, options, chosen, onToggle }: ChoicesProps) {
  const { t, language } = useWording();
  const { shape } = usePanel();
  const largest = { compact: 5.5, regular: 6.5, portrait: 8 }[shape];
  const label = t(pane === 'tags' ? 'reasons.ask' : 'reasons.askItems');
  return (
    <Fit className={`tags tags-of-${atOnce}`} largest={largest} smallest={3.5} label={label}>
      {options.map((option) => (
        <PressButton
          key={option.code}
          clip={`${CLIP_OF[pane]}.${option.code}`}
          target={`tag-${option.code}`}
          className="tag"
          on={chosen.includes(option.code)}
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

interface WayButtonProps {
  readonly target: ChoicePane | 'write' | 'draw';
  /** Something has been said there already. */
  readonly filled: boolean;
  readonly words: string;
  readonly onPress: () => void;
}

/** To another way of saying it; a tick shows where something was said. */
function WayButton({ target, filled, words, onPress }: WayButtonProps) {
  const { t } = useWording();
  return (
    <PressButton
      target={target}
      className="way"
      clip={filled ? [`reasons.${target}`, 'reasons.filled'] : `reasons.${target}`}
      label={filled ? `${words}，${t('reasons.filled')}` : words}
      onPress={onPress}
    >
      <Fit as="span" className="action-fit" largest={5} smallest={3.5}>
        <span className="action-word phrase" data-fit>
          <Phrase text={words} />
        </span>
      </Fit>
      {filled && (
        <span className="way-filled">
          <Icon name="check" />
        </span>
      )}
    </PressButton>
  );
}

function shownAtOnce(pane: ChoicePane, { shape, ample, u, stageHeight }: Panel, language: Language): number {
  if (!ample && pane === 'tags' && shape === 'compact' && language === 'bo') return SHOWN_STACKED;
  if (!ample) return SHOWN_AT_ONCE[pane];
  return shape === 'portrait' && stageHeight / u >= TALL_U ? SHOWN_AT_ONCE.tags : SHOWN_AMPLY[shape];
}

function toggled(codes: readonly string[], code: string): readonly string[] {
  return codes.includes(code) ? codes.filter((other) => other !== code) : [...codes, code];
}
