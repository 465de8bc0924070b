import type { DiagnosedDevice, Diagnostics } from '@mingjing/device-app/core/screen/diagnostics-page.ts';
import type { ReactNode } from 'react';
import type { Wording } from '../texts/texts.ts';
import { badFrameWords, pressedWords, problemWords, toldWords, withheldWords } from './diagnosed-words.ts';
import { Icon } from './icons.tsx';
import type { PagedSection } from './paged.tsx';

/** Which line of a device is which, whatever it has to say: who reads them out on the telephone is understood. */
const LINE = { problem: 1, origin: 2, counters: 3, report: 4, presses: 5, traffic: 6 } as const;

/** One device of the settings, block by block, each with its number. */
export function deviceSection(report: Diagnostics, index: number, wording: Wording): PagedSection {
  const { t, language } = wording;
  const device = report.devices[index] as DiagnosedDevice;
  const { problem, matchedBy } = device;
  const number = (line: keyof typeof LINE) => `${index + 1}.${LINE[line]}`;
  const counters = [
    { term: t('diagnostics.good'), value: String(device.goodFrames) },
    { term: t('diagnostics.bad'), value: badFrameWords(device, language) },
    ...(device.role === 'pad' ? [{ term: t('diagnostics.stray'), value: String(device.strayPresses) }] : []),
  ];
  const origin = [
    { term: t('diagnostics.port'), value: device.path ?? '–' },
    ...(matchedBy === null ? [] : [{ term: t('diagnostics.matched'), value: t(`diagnostics.by.${matchedBy}`) }]),
    { term: t('diagnostics.profile'), value: device.profile },
  ];
  const told = device.report.map(({ name, value }) => ({
    term: toldWords(name, language),
    value: toldWords(value, language),
  }));
  return {
    key: `device ${index}`,
    blocks: [
      <DeviceHeading key="heading" device={device} index={index} wording={wording} />,
      problem !== null && (
        <p className="device-problem" key="problem">
          <LineNumber number={number('problem')} /> <span className="fact-term">{t('diagnostics.problem')}</span>{' '}
          {problemWords(problem, wording)}
        </p>
      ),
      <Facts key="origin" number={number('origin')} facts={origin} />,
      <Facts key="counters" number={number('counters')} facts={counters} />,
      told.length > 0 && (
        <Facts key="report" number={number('report')} caption={t('diagnostics.report')} facts={told} />
      ),
      ...pressLines(device, number('presses'), wording),
      ...trafficLines(report, device, number('traffic'), wording),
    ].filter((block) => block !== false),
  };
}

/** So that a technician on the telephone can say which line it is. */
export function LineNumber({ number }: { readonly number: string }) {
  return <span className="line-number">{number}</span>;
}

interface DeviceHeadingProps {
  readonly device: DiagnosedDevice;
  readonly index: number;
  readonly wording: Wording;
}

function DeviceHeading({ device, index, wording: { t, language } }: DeviceHeadingProps) {
  return (
    <h2 className="device-heading">
      <span className="device-sign" data-connected={device.connected || undefined}>
        <Icon name={device.connected ? 'check' : 'cross'} />
      </span>
      <span className="device-title">
        {index + 1} <bdi>{titleIn(device, language)}</bdi>
        <span className="device-role">{t(`diagnostics.role.${device.role}`)}</span>
      </span>
      <span className="device-state">{t(device.connected ? 'diagnostics.connected' : 'diagnostics.missing')}</span>
    </h2>
  );
}

/** The name of a device in the languages that profiles have. */
export function titleIn({ title }: Pick<DiagnosedDevice, 'title'>, language: Wording['language']): string {
  return language === 'zh-CN' ? title.zh : title.en;
}

interface FactsProps {
  readonly number: string;
  readonly caption?: string;
  readonly facts: readonly { readonly term: string; readonly value: string }[];
}

function Facts({ number, caption, facts }: FactsProps) {
  return (
    <p className="device-facts">
      <LineNumber number={number} />
      {caption !== undefined && <span className="device-caption">{caption}</span>}
      {facts.map(({ term, value }) => (
        <span className="device-fact" key={term}>
          <span className="fact-term">{term}</span> <bdi className="device-value">{value}</bdi>
        </span>
      ))}
    </p>
  );
}

function pressLines({ role, presses }: DiagnosedDevice, number: string, { t, language }: Wording) {
  if (role !== 'pad' || presses.length === 0) return [];
  const lines = presses.map(({ at, verdict, what }, index) => (
    <Line
      // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
      key={`press ${index}`}
      number={`${number}.${index + 1}`}
      at={at}
      sign={t(`diagnostics.verdict.${verdict}`)}
      words={what === null ? t('diagnostics.hidden') : pressedWords(what, language)}
    />
  ));
  return captioned('presses', number, t('diagnostics.presses'), lines);
}

function trafficLines(
  report: Diagnostics,
  { role, traffic }: DiagnosedDevice,
  number: string,
  { t, language }: Wording,
): readonly ReactNode[] {
  const withheld = role === 'pad' ? withheldWords(report, language) : null;
  const lines = traffic.map(({ at, direction, size, hex }, index) => (
    <Line
      // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
      key={`bytes ${index}`}
      number={`${number}.${index + 1}`}
      at={at}
      sign={t(`diagnostics.${direction}`)}
      words={bytesOf(size, hex, t)}
    />
  ));
  const silent = (
    <p key="silent" className="device-line">
      {withheld ?? t('diagnostics.silent')}
    </p>
  );
  return captioned('traffic', number, t('diagnostics.traffic'), lines.length === 0 ? [silent] : lines);
}

/** A caption and what it is about; never alone at the end of a page. */
function captioned(key: string, number: string, words: string, lines: readonly ReactNode[]): readonly ReactNode[] {
  const [first, ...rest] = lines;
  return [
    <div key={key}>
      <Caption number={number} words={words} />
      {first}
    </div>,
    ...rest,
  ];
}

function bytesOf(size: number | null, hex: string | null, t: Wording['t']): string {
  if (size === null) return t('diagnostics.hidden');
  const count = t('diagnostics.bytes', { size });
  return hex === null ? count : `${hex.toUpperCase()} · ${count}`;
}

function Caption({ number, words }: { readonly number: string; readonly words: string }) {
  return (
    <p className="device-caption">
      <LineNumber number={number} /> {words}
    </p>
  );
}

interface LineProps {
  readonly number: string;
  readonly at: number;
  readonly sign: string;
  readonly words: string;
}

function Line({ number, at, sign, words }: LineProps) {
  return (
    <p className="device-line">
      <LineNumber number={number} />
      <span className="device-time">{new Date(at).toLocaleTimeString('zh-CN', { hour12: false })}</span>
      <span className="device-verb">{sign}</span>
      <bdi className="device-words">{words}</bdi>
    </p>
  );
}
