import type { ServiceInput } from '@mingjing/device-app/core/service/service-input.ts';
import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import { useCallback, useEffect, useRef } from 'react';
import '../theme/service.css';
import type { PageProps } from './page-props.ts';
import { BundleStep } from './service/bundle.tsx';
import { DiagnosticsStep } from './service/diagnostics.tsx';
import { GatewayStep } from './service/gateway.tsx';
import { MenuStep } from './service/menu.tsx';
import { NewPinStep } from './service/new-pin.tsx';
import { PadsStep } from './service/pads.tsx';
import { PanelStep } from './service/panel.tsx';
import { PinStep } from './service/pin.tsx';
import { SelfTestStep } from './service/self-test.tsx';
import { SensesStep } from './service/senses.tsx';

/** Not more often than this is the terminal told that somebody is there, in ms; once it warns, at every touch. */
const STAY_EVERY_MS = 5000;

/** For a technician: the steps of setting up and looking after a terminal. Every touch keeps them open. */
export function ServicePage({ page, send }: PageProps<'service'>) {
  const act = useCallback((input: ServiceInput) => send({ kind: 'service', input }), [send]);
  const last = useRef(Number.NEGATIVE_INFINITY);
  const stay = () => {
    const now = performance.now();
    if (page.warning === null && now - last.current < STAY_EVERY_MS) return;
    last.current = now;
    act({ act: 'stay' });
  };
  useEscape(() => act({ act: 'back' }));
  return (
    <div className="service-page" onPointerDownCapture={stay} onKeyDownCapture={stay}>
      <Step page={page} act={act} />
    </div>
  );
}

interface StepSwitchProps {
  readonly page: PageProps<'service'>['page'];
  readonly act: (input: ServiceInput) => void;
}

function Step({ page: { view, warning }, act }: StepSwitchProps) {
  const props = { warning, act };
  switch (view.step) {
    case 'pin':
      return <PinStep view={view} {...props} />;
    case 'new-pin':
      return <NewPinStep view={view} {...props} />;
    case 'menu':
      return <MenuStep view={view} {...props} />;
    case 'gateway':
      return <GatewayStep view={view} {...props} />;
    case 'panel':
      return <PanelStep view={view} {...props} />;
    case 'pads':
      return <PadsStep view={view} {...props} />;
    case 'senses':
      return <SensesStep view={view} {...props} />;
    case 'self-test':
      return <SelfTestStep view={view} {...props} />;
    case 'diagnostics':
      return <DiagnosticsStep view={view} {...props} />;
    case 'bundle':
      return <BundleStep view={view} {...props} />;
    default:
      return assertNever(view);
  }
}

/** Escape leads back, unless 显示与语言 lies over the page and closes by it. */
function useEscape(onEscape: () => void): void {
  const latest = useRef(onEscape);
  latest.current = onEscape;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.repeat || document.querySelector('main[inert]') !== null) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
