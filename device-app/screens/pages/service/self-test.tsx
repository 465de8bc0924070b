import type { LevelTest } from '@mingjing/device-app/core/service/service-page.ts';
import { wordsIn } from '@mingjing/shared/domain/display-words.ts';
import { LEVELS } from '@mingjing/shared/domain/levels.data.ts';
import { ActionButton } from '../../parts/action-button.tsx';
import { Fit } from '../../parts/fit.tsx';
import { Phrase } from '../../parts/phrase.tsx';
import { ServiceFrame } from '../../parts/service-frame.tsx';
import { type MarkState, ServiceMark } from '../../parts/service-mark.tsx';
import { type ServiceWording, useServiceWording } from '../../texts/service/service-texts.ts';
import { usePanel } from '../../theme/use-panel.ts';
import type { StepProps } from './step-props.ts';

type Report = StepProps<'self-test'>['view']['report'];

/** In u: six rows on a low panel leave little room for scripts with high letters. */
const LARGEST = { roomy: 5.5, low: 4.4, high: 3.6 } as const;

/** Whether each of the five levels can be given: pressed on the glass, kept here, received by the gateway (P8). */
export function SelfTestStep({ view: { report }, warning, act }: StepProps<'self-test'>) {
  const { t, language } = useServiceWording();
  const { shape } = usePanel();
  const isHigh = language === 'ug' || language === 'bo';
  const { state, at } = report;
  const time = at === null ? undefined : t('selfTest.at', { time: timeOf(at) });
  return (
    <ServiceFrame
      step="self-test"
      note={time}
      warning={warning}
      act={act}
      actions={
        state !== 'running' && (
          <ActionButton target="run" onPress={() => act({ act: 'run-self-test' })}>
            {t(state === 'never' ? 'selfTest.run' : 'selfTest.again')}
          </ActionButton>
        )
      }
    >
      <Fit className="test-said" largest={5.5} smallest={3.6}>
        <p className="test-words phrase" role="status" data-wrong={state === 'failed' || undefined} data-fit>
          <Phrase text={t(`selfTest.state.${saidOf(report)}`)} />
        </p>
      </Fit>
      <Fit
        className="test-fit"
        largest={LARGEST[shape === 'compact' ? (isHigh ? 'high' : 'low') : 'roomy']}
        smallest={3.5}
        label={t('steps.self-test')}
      >
        <table className="test-table">
          <thead>
            <tr>
              <td />
              {(['glass', 'kept', 'sent'] as const).map((column) => (
                <th key={column} scope="col">
                  <span className="test-cell" data-fit>
                    {t(`selfTest.${column}`)}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {LEVELS.map((row) => (
              <tr key={row.level}>
                <th scope="row">
                  <span className="test-cell" data-fit>
                    {wordsIn(row, language)}
                  </span>
                </th>
                {cellsOf(report, row.level, t).map(({ column, state: mark, words }) => (
                  <td key={column}>
                    <span className="test-cell" data-fit>
                      <ServiceMark state={mark} />
                      {words}
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Fit>
    </ServiceFrame>
  );
}

/** What passed here, and is not with the gateway yet, is not called proven. */
function saidOf({ state, levels }: Report): Report['state'] | 'pending' {
  return state === 'passed' && levels.some(({ sent }) => sent === null) ? 'pending' : state;
}

interface Cell {
  readonly column: 'glass' | 'kept' | 'sent';
  readonly state: MarkState;
  readonly words: string;
}

function cellsOf(report: Report, level: LevelTest['level'], t: ServiceWording['t']): readonly Cell[] {
  const { glass = null, kept = null, sent = null } = report.levels.find((row) => row.level === level) ?? {};
  const cell = (column: Cell['column'], value: string | null, wrong: () => string, isOpen = false): Cell => {
    if (value === null) return { column, state: 'open', words: t('selfTest.waiting') };
    if (value === 'ok') return { column, state: 'good', words: t('selfTest.ok') };
    return { column, state: isOpen ? 'open' : 'bad', words: wrong() };
  };
  return [
    cell('glass', glass, () => (glass === null || glass === 'ok' ? '' : t(`selfTest.glassProblem.${glass}`))),
    cell('kept', kept, () => t('selfTest.notKept')),
    cell('sent', sent, () => t(sent === 'alone' ? 'selfTest.alone' : 'selfTest.notSent'), sent === 'alone'),
  ];
}

/** Month, day, hour and minute, the same in every language. */
function timeOf(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
