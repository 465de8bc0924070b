import type { DiagnosedDevice, DiagnosedPort, Diagnostics } from '@mingjing/device-app/core/screen/diagnostics-page.ts';
import type { ReactNode } from 'react';
import type { Wording } from '../texts/texts.ts';
import { Icon } from './icons.tsx';
import type { PagedSection } from './paged.tsx';

/** One device of the settings, block by block. */
export function deviceSection(device: DiagnosedDevice, index: number, wording: Wording): PagedSection {
  const { t } = wording;
  const { problem, matchedBy } = device;
  const counters = [
    { term: t('diagnostics.good'), value: String(device.goodFrames) },
    { term: t('diagnostics.bad'), value: badFrames(device) },
    ...(device.role === 'pad' ? [{ term: t('diagnostics.stray'), value: String(device.strayPresses) }] : []),
  ];
  const origin = [
    { term: t('diagnostics.port'), value: device.path ?? '–' },
    ...(matchedBy === null ? [] : [{ term: t('diagnostics.matched'), value: t(`diagnostics.by.${matchedBy}`) }]),
    { term: t('diagnostics.profile'), value: device.profile },
  ];
  return {
    key: `device ${index}`,
    blocks: [
      <DeviceHeading key="heading" device={device} index={index} wording={wording} />,
      problem !== null && <Problem key="problem" term={t('diagnostics.problem')} words={problem} />,
      <Facts key="origin" facts={origin} />,
      <Facts key="counters" facts={counters} />,
      device.report.length > 0 && (
        <Facts
          key="report"
          caption={t('diagnostics.report')}
          facts={device.report.map(({ name, value }) => ({ term: name, value }))}
        />
      ),
      ...pressLines(device, wording),
      ...trafficLines(device, wording),
    ].filter((block) => block !== false),
  };
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
        {index + 1} {titleIn(device, language)}
        <span className="device-role">{t(`diagnostics.role.${device.role}`)}</span>
      </span>
      <span className="device-state">{t(device.connected ? 'diagnostics.connected' : 'diagnostics.missing')}</span>
    </h2>
  );
}

function titleIn({ title }: DiagnosedDevice, language: Wording['language']): string {
  return language === 'zh-CN' ? title.zh : title.en;
}

/** Causes and cures come from where the trouble is, in the words of the logs. */
function Problem({ term, words }: { readonly term: string; readonly words: string }) {
  return (
    <p className="device-problem">
      <span className="fact-term">{term}</span> <span lang="en">{words}</span>
    </p>
  );
}

interface FactsProps {
  readonly caption?: string;
  readonly facts: readonly { readonly term: string; readonly value: string }[];
}

function Facts({ caption, facts }: FactsProps) {
  return (
    <p className="device-facts">
      {caption !== undefined && <span className="device-caption">{caption}</span>}
      {facts.map(({ term, value }) => (
        <span className="device-fact" key={term}>
          <span className="fact-term">{term}</span> <span className="device-value">{value}</span>
        </span>
      ))}
    </p>
  );
}

function badFrames({ badFrames: count, badReasons }: DiagnosedDevice): string {
  if (badReasons.length === 0) return String(count);
  return `${count} (${badReasons.map((bad) => `${bad.reason} ${bad.count}`).join(', ')})`;
}

function pressLines({ role, presses }: DiagnosedDevice, { t }: Wording): readonly ReactNode[] {
  if (role !== 'pad' || presses.length === 0) return [];
  return [
    <p className="device-caption" key="presses">
      {t('diagnostics.presses')}
    </p>,
    ...presses.map(({ at, verdict, what }, index) => (
      <Line
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        key={`press ${index}`}
        at={at}
        sign={t(`diagnostics.verdict.${verdict}`)}
        words={what ?? t('diagnostics.hidden')}
      />
    )),
  ];
}

function trafficLines({ traffic }: DiagnosedDevice, { t }: Wording): readonly ReactNode[] {
  return [
    <p className="device-caption" key="traffic">
      {t('diagnostics.traffic')}
    </p>,
    ...(traffic.length === 0 ? [<p key="silent">{t('diagnostics.silent')}</p>] : []),
    ...traffic.map(({ at, direction, size, hex }, index) => (
      <Line
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        key={`bytes ${index}`}
        at={at}
        sign={t(`diagnostics.${direction}`)}
        words={bytesOf(size, hex, t)}
      />
    )),
  ];
}

function bytesOf(size: number | null, hex: string | null, t: Wording['t']): string {
  if (size === null) return t('diagnostics.hidden');
  const count = t('diagnostics.bytes', { size });
  return hex === null ? count : `${hex.toUpperCase()} · ${count}`;
}

function Line({ at, sign, words }: { readonly at: number; readonly sign: string; readonly words: string }) {
  return (
    <p className="device-line">
      <span className="device-time">{new Date(at).toLocaleTimeString('zh-CN', { hour12: false })}</span>
      <span className="device-verb">{sign}</span>
      <span className="device-words">{words}</span>
    </p>
  );
}

/** All ports of the machine, with who uses or holds each. */
export function portSection({ devices, ports }: Diagnostics, wording: Wording): PagedSection {
  const { t } = wording;
  return {
    key: 'ports',
    blocks: [
      <h2 className="device-heading" key="heading">
        <span className="device-title">
          {t('diagnostics.ports')} ({ports.length})
        </span>
      </h2>,
      ...(devices.length === 0 ? [<p key="none">{t('diagnostics.none')}</p>] : []),
      ...(ports.length === 0 ? [<p key="empty">{t('diagnostics.noPorts')}</p>] : []),
      ...ports.map((port) => (
        <Port key={`${port.kind} ${port.path}`} port={port} devices={devices} wording={wording} />
      )),
    ],
  };
}

interface PortProps {
  readonly port: DiagnosedPort;
  readonly devices: Diagnostics['devices'];
  readonly wording: Wording;
}

function Port({ port, devices, wording: { t, language } }: PortProps) {
  const user = port.device === null ? undefined : devices[port.device];
  const facts = [port.kind, port.usbId, port.serialNumber, port.location].filter((fact) => fact !== null);
  return (
    <div className="device-port">
      <p className="device-facts">
        <span className="device-value">{port.path}</span>
        <span className="device-port-facts">{facts.join(' · ')}</span>
      </p>
      <p className="device-facts">
        {user !== undefined && (
          <span className="device-fact">
            {t('diagnostics.usedBy', { name: `${Number(port.device) + 1} ${titleIn(user, language)}` })}
          </span>
        )}
        {port.holder !== null && (
          <span className="device-fact device-held">{t('diagnostics.heldBy', { name: port.holder })}</span>
        )}
        {user === undefined && port.holder === null && <span className="device-fact">{t('diagnostics.free')}</span>}
        {port.fits.length > 0 && (
          <span className="device-fact">{t('diagnostics.fits', { names: port.fits.join(', ') })}</span>
        )}
      </p>
    </div>
  );
}
