import type { DiagnosedPort, Diagnostics } from '@mingjing/device-app/core/screen/diagnostics-page.ts';
import { DIAGNOSED_TEXTS } from '../texts/diagnosed/diagnosed-words.ts';
import type { Wording } from '../texts/texts.ts';
import { LineNumber, titleIn } from './diagnosed.tsx';
import { bracketed, holderWords } from './diagnosed-words.ts';
import type { PagedSection } from './paged.tsx';

/** All ports of the machine, with who uses or holds each; numbered on after the devices. */
export function portSection({ devices, ports }: Diagnostics, wording: Wording): PagedSection {
  const { t, language } = wording;
  const section = devices.length + 1;
  return {
    key: 'ports',
    blocks: [
      <h2 className="device-heading" key="heading">
        <span className="device-title">
          {section} {t('diagnostics.ports') + bracketed(String(ports.length), language)}
        </span>
      </h2>,
      ...(devices.length === 0 ? [<p key="none">{t('diagnostics.none')}</p>] : []),
      ...(ports.length === 0 ? [<p key="empty">{t('diagnostics.noPorts')}</p>] : []),
      ...ports.map((port, index) => (
        <Port
          key={`${port.kind} ${port.path}`}
          number={`${section}.${index + 1}`}
          port={port}
          devices={devices}
          wording={wording}
        />
      )),
    ],
  };
}

interface PortProps {
  readonly number: string;
  readonly port: DiagnosedPort;
  readonly devices: Diagnostics['devices'];
  readonly wording: Wording;
}

function Port({ number, port, devices, wording: { t, language } }: PortProps) {
  const d = DIAGNOSED_TEXTS[language];
  const user = port.device === null ? undefined : devices[port.device];
  const facts = [d.transport[port.kind], port.usbId, port.serialNumber, port.location];
  return (
    <div className="device-port">
      <p className="device-facts">
        <LineNumber number={number} />
        <bdi className="device-value">{port.path}</bdi>
        <bdi className="device-port-facts">{facts.filter((fact) => fact !== null).join(d.sign.facts)}</bdi>
      </p>
      <p className="device-facts">
        {user !== undefined && (
          <span className="device-fact">
            {t('diagnostics.usedBy', { name: `${Number(port.device) + 1} ${titleIn(user, language)}` })}
          </span>
        )}
        {port.holder !== null && (
          <span className="device-fact device-held">
            {t('diagnostics.heldBy', { name: holderWords(port.holder, language) })}
          </span>
        )}
        {user === undefined && port.holder === null && <span className="device-fact">{t('diagnostics.free')}</span>}
        {port.fits.length > 0 && (
          <span className="device-fact">{t('diagnostics.fits', { names: port.fits.join(d.sign.list) })}</span>
        )}
      </p>
    </div>
  );
}
