import { wordsIn } from '@mingjing/shared/domain/display-words.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/level-order.ts';
import { LEVELS } from '@mingjing/shared/domain/levels.data.ts';
import type { Level } from '@mingjing/shared/domain/levels.ts';
import { useState } from 'react';
import { ActionButton } from '../../parts/action-button.tsx';
import { pressedWords } from '../../parts/diagnosed-words.ts';
import { Fit } from '../../parts/fit.tsx';
import { Phrase } from '../../parts/phrase.tsx';
import { ServiceFrame } from '../../parts/service-frame.tsx';
import { ServiceMark } from '../../parts/service-mark.tsx';
import { keysSeen, levelOf } from '../../state/keys-seen.ts';
import { type ServiceWording, useServiceWording } from '../../texts/service/service-texts.ts';
import { usePanel } from '../../theme/use-panel.ts';
import type { StepProps } from './step-props.ts';

type View = StepProps<'pads'>['view'];

/** Rows of pads that a panel holds; the others are turned to. */
const ROWS = { compact: 2, regular: 4, portrait: 6 } as const;

/** Which pads are used, which could be, and whether their keys arrive. */
export function PadsStep({ view, warning, act }: StepProps<'pads'>) {
  const { t } = useServiceWording();
  const { shape } = usePanel();
  const [page, setPage] = useState(0);
  const rows: readonly Row[] = [
    ...view.chosen.map((pad) => ({ kind: 'chosen' as const, pad })),
    ...view.offers.map((pad) => ({ kind: 'offer' as const, pad })),
  ];
  const pages = Math.max(1, Math.ceil(rows.length / ROWS[shape]));
  const first = (page % pages) * ROWS[shape];
  return (
    <ServiceFrame
      step="pads"
      note={noteOf(view, t)}
      warning={warning}
      act={act}
      actions={
        pages > 1 && (
          <ActionButton target={`turn-${page}`} onPress={() => setPage((page + 1) % pages)}>
            {`${t('next')} ${(page % pages) + 1}/${pages}`}
          </ActionButton>
        )
      }
    >
      <div className="pads">
        <div className="pads-list">
          {view.chosen.length === 0 && <Empty words={t('pads.none')} />}
          {rows.slice(first, first + ROWS[shape]).map((row) => (
            <PadRow key={`${row.kind} ${row.pad.profile} ${row.pad.path}`} row={row} act={act} />
          ))}
          {view.offers.length === 0 && rows.length < ROWS[shape] && <Empty words={t('pads.noOffers')} />}
        </div>
        <LiveKeys keys={view.keys} withheld={view.withheld} />
      </div>
    </ServiceFrame>
  );
}

type Row =
  | { readonly kind: 'chosen'; readonly pad: View['chosen'][number] }
  | { readonly kind: 'offer'; readonly pad: View['offers'][number] };

function noteOf({ answer }: View, t: ServiceWording['t']): string | undefined {
  if (answer === null) return undefined;
  return answer === 'full' ? t('pads.full') : t(answer === 'kept' ? 'kept' : 'notKept');
}

function Empty({ words }: { readonly words: string }) {
  return (
    <Fit className="pads-empty" largest={5.5} smallest={3.6}>
      <p className="pads-empty-words phrase" data-fit>
        <Phrase text={words} />
      </p>
    </Fit>
  );
}

function PadRow({ row, act }: { readonly row: Row; readonly act: StepProps<'pads'>['act'] }) {
  const { t, language } = useServiceWording();
  const { pad, kind } = row;
  const state = kind === 'offer' ? t('pads.offers') : t(row.pad.connected ? 'pads.connected' : 'pads.missing');
  return (
    <div className="pads-row">
      <ServiceMark state={kind === 'offer' ? 'open' : row.pad.connected ? 'good' : 'bad'} />
      <Fit className="pads-row-fit" largest={5.5} smallest={3.6}>
        <p className="pads-row-words" data-fit>
          <span className="pads-row-title">{language === 'zh-CN' ? pad.title.zh : pad.title.en}</span>
          <span className="pads-row-state">
            {state} <span dir="ltr">{pad.path ?? ''}</span>
          </span>
        </p>
      </Fit>
      {kind === 'offer' ? (
        <ActionButton
          target={`add-${pad.path}`}
          onPress={() => act({ act: 'add-pad', profile: pad.profile, path: row.pad.path })}
        >
          {t('pads.add')}
        </ActionButton>
      ) : (
        <ActionButton target={`remove-${row.pad.slot}`} onPress={() => act({ act: 'remove-pad', slot: row.pad.slot })}>
          {t('pads.remove')}
        </ActionButton>
      )}
    </div>
  );
}

function waitWords({ remainingMs }: NonNullable<View['withheld']>, t: ServiceWording['t']): string {
  return remainingMs === null ? t('pads.served') : t('pads.wait', { seconds: remainingMs / 1000 });
}

/** What was pressed just now, large; and which of the five have come so far. Nobody is served while this can be seen (P5). */
function LiveKeys({ keys, withheld }: Pick<View, 'keys' | 'withheld'>) {
  const { t, language } = useServiceWording();
  const [seen, setSeen] = useState<ReadonlySet<Level>>(new Set<Level>());
  const now = keysSeen(seen, keys);
  if (now !== seen) setSeen(now);
  const [last] = keys;
  const level = last === undefined ? null : levelOf(last);
  const row = LEVELS.find((candidate) => candidate.level === level);
  return (
    <section className="live" aria-label={t('pads.try')}>
      <div className="live-last" data-fresh={last !== undefined || undefined}>
        <Fit className="live-fit" largest={9} smallest={3.6}>
          {withheld !== null ? (
            // No status: nobody wants to hear every second of it.
            <p className="live-words phrase" data-fit>
              <Phrase text={waitWords(withheld, t)} />
            </p>
          ) : (
            <p className="live-words phrase" role="status" data-fit key={last?.at ?? 0}>
              <Phrase
                text={
                  last === undefined
                    ? t('pads.try')
                    : row === undefined
                      ? pressedWords(last.what, language)
                      : wordsIn(row, language)
                }
              />
            </p>
          )}
        </Fit>
      </div>
      <ul className="live-keys" aria-label={t('pads.seen', { count: now.size })}>
        {LEVEL_ORDER.map((one) => (
          <li key={one} className="live-key" data-seen={now.has(one) || undefined}>
            <ServiceMark state={now.has(one) ? 'good' : 'open'} />
            <span aria-hidden="true">{one}</span>
            <span className="unseen">{`${one} ${t(now.has(one) ? 'pads.got' : 'pads.missed')}`}</span>
          </li>
        ))}
      </ul>
      <p className="live-count">{now.size === 5 ? t('pads.all') : t('pads.seen', { count: now.size })}</p>
    </section>
  );
}
