import { useCallback, useMemo, useState } from 'react';
import { ActionButton } from '../../parts/action-button.tsx';
import { deviceSection } from '../../parts/diagnosed.tsx';
import { portSection } from '../../parts/diagnosed-ports.tsx';
import { Paged } from '../../parts/paged.tsx';
import { ServiceFrame } from '../../parts/service-frame.tsx';
import { useWording } from '../../texts/texts.ts';
import type { StepProps } from './step-props.ts';

/** What a technician needs to see beside the hardware: big enough to be read from a ladder, turned by big buttons. */
export function DiagnosticsStep({ view, warning, act }: StepProps<'diagnostics'>) {
  const wording = useWording();
  const { t } = wording;
  const { report } = view;
  const [at, setAt] = useState(0);
  const [pages, setPages] = useState(1);
  const onPages = useCallback((count: number) => setPages(Math.max(1, count)), []);
  const sections = useMemo(
    () =>
      report === null
        ? []
        : [
            ...report.devices.map((_device, index) => deviceSection(report, index, wording)),
            portSection(report, wording),
          ],
    [report, wording],
  );
  const turn = (by: number) => setAt((at + by + pages) % pages);
  return (
    <ServiceFrame
      step="diagnostics"
      note={pages > 1 ? t('diagnostics.page', { page: (at % pages) + 1, pages }) : undefined}
      warning={warning}
      act={act}
      actions={
        pages > 1 && (
          <>
            <ActionButton target="previous" onPress={() => turn(-1)}>
              {t('diagnostics.previous')}
            </ActionButton>
            <ActionButton target="next" onPress={() => turn(1)}>
              {t('diagnostics.next')}
            </ActionButton>
          </>
        )
      }
    >
      <div className="diagnostics">
        {report === null ? (
          <p className="diagnostics-wait">{t('diagnostics.reading')}</p>
        ) : (
          <Paged sections={sections} page={at} onPages={onPages} />
        )}
      </div>
    </ServiceFrame>
  );
}
