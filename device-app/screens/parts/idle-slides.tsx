import type { HoursShown, IdlePageState } from '@mingjing/device-app/core/screen/idle-page.ts';
import type { ReactNode } from 'react';
import type { Wording } from '../texts/texts.ts';
import { openingWords, periodsWords, weekdayWord } from './opening-words.ts';
import type { PagedSection } from './paged.tsx';
import { Phrase } from './phrase.tsx';

/** A section of the board with the kind that it is captioned by. */
export interface IdleSection extends PagedSection {
  readonly kind: 'notices' | 'guide' | 'hours';
}

/** What the window announces, in pieces of at most `longest` characters that can be spread over slides: a notice begins a slide of its own. */
export function idleSections(page: IdlePageState, wording: Wording, longest: number): readonly IdleSection[] {
  const notices = page.notices.map(
    ({ title, text }, index): IdleSection => ({
      kind: 'notices',
      key: `notice-${index}`,
      fresh: true,
      blocks: [heading(title), ...pieces(text, longest).map((piece) => <ChineseText key={piece} text={piece} />)],
    }),
  );
  const guide = page.guide.map(
    (item, index): IdleSection => ({
      kind: 'guide',
      key: `guide-${index}`,
      fresh: index === 0,
      blocks: [heading(item.name), ...guideLines(item, wording)],
    }),
  );
  return [...notices, ...guide, ...(page.hours === null ? [] : [hoursSection(page.hours, wording)])];
}

function heading(text: string): ReactNode {
  return (
    <h2 className="slide-heading phrase" lang="zh-CN">
      <Phrase text={text} />
    </h2>
  );
}

function ChineseText({ text }: { readonly text: string }) {
  return (
    <p className="slide-text phrase" lang="zh-CN">
      <Phrase text={text} />
    </p>
  );
}

function guideLines({ materials, takes }: IdlePageState['guide'][number], { t }: Wording): ReactNode[] {
  return [
    ...(takes === null ? [] : [<Line key="takes" term={t('idle.takes')} words={takes} />]),
    ...materials.map((material, index) => (
      <Line key={material} term={index === 0 ? t('idle.bring') : ''} words={material} />
    )),
  ];
}

function Line({ term, words, lang = 'zh-CN' }: { term: string; words: string; lang?: string | undefined }) {
  return (
    <p className="slide-line">
      <span className="slide-term">{term}</span>
      <span className="slide-words phrase" lang={lang}>
        <Phrase text={words} />
      </span>
    </p>
  );
}

function hoursSection({ opening, week, special }: HoursShown, wording: Wording): IdleSection {
  const { t, language } = wording;
  const state = [opening.special, openingWords(opening, wording)].filter((words) => words !== null).join(' · ');
  return {
    kind: 'hours',
    key: 'hours',
    fresh: true,
    blocks: [
      <h2 className="slide-heading" key="now">
        {state}
      </h2>,
      ...week.map(({ from, to, periods }) => {
        const names = { from: weekdayWord(from, t), to: weekdayWord(to, t) };
        const days = from === to ? names.from : t('idle.range', names);
        return <Line key={from} term={days} words={periodsWords(periods, t)} lang={language} />;
      }),
      ...special.map(({ date, name, periods }) => (
        <Line key={date} term={dayOf(date)} words={`${name} ${periodsWords(periods, t)}`.trim()} />
      )),
    ],
  };
}

/** Month and day are the same in every language here; 10/1 needs no words. */
function dayOf(date: string): string {
  const [, month, day] = date.split('-').map(Number);
  return `${month}/${day}`;
}

/** One sentence, one paragraph: easily taken in from afar. */
function pieces(text: string, longest: number): string[] {
  return text
    .replace(/[。！？；]/g, '$&\n')
    .split(/\n+/)
    .flatMap((sentence) => parts(sentence, longest))
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

function parts(sentence: string, longest: number): string[] {
  if (sentence.length <= longest) return [sentence];
  const pauseAt = (...marks: string[]) => Math.max(...marks.map((mark) => sentence.lastIndexOf(mark, longest - 1)));
  // A clause is kept whole where it can be; a list is parted only within a clause that is too long by itself.
  const pause = [pauseAt('，', '：'), pauseAt('、', '）')].find((at) => at > longest / 4);
  const end = pause === undefined ? longest : pause + 1;
  return [sentence.slice(0, end), ...parts(sentence.slice(end), longest)];
}
