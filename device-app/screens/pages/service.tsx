import type { ServiceInput } from '@mingjing/device-app/core/service/service-input.ts';
import { useCallback } from 'react';
import '../theme/service.css';
import type { PageProps } from './page-props.ts';
import { DiagnosticsStep } from './service/diagnostics.tsx';

/** For a technician: the steps of setting up and looking after a terminal. Every touch keeps them open. */
export function ServicePage({ page, send }: PageProps<'service'>) {
  const { view, warning } = page;
  const act = useCallback((input: ServiceInput) => send({ kind: 'service', input }), [send]);
  const stay = () => act({ act: 'stay' });
  return (
    <div className="service-page" onPointerDownCapture={stay} onKeyDownCapture={stay}>
      {view.step === 'diagnostics' && <DiagnosticsStep view={view} warning={warning} act={act} />}
    </div>
  );
}
