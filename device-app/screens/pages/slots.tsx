import { Component, type ComponentProps, lazy, type ReactNode, Suspense } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWording } from '../texts/texts.ts';
import type { PageProps } from './page-props.ts';

/** Loaded when a technician or staff come: no citizen waits for what only they see. */
const ServicePage = lazy(async () => ({ default: (await import('./behind-the-glass.ts')).ServicePage }));
const StaffSignInPage = lazy(async () => ({ default: (await import('./behind-the-glass.ts')).StaffSignInPage }));

const KioskPage = lazy(async () => ({ default: (await import('./kiosk.tsx')).KioskPage }));

export function KioskSlot(props: ComponentProps<typeof KioskPage>) {
  return (
    <Slot onAway={() => window.location.reload()}>
      <KioskPage {...props} />
    </Slot>
  );
}

export function ServiceSlot(props: PageProps<'service'>) {
  return (
    <Slot onAway={() => props.send({ kind: 'service', input: { act: 'close' } })}>
      <ServicePage {...props} />
    </Slot>
  );
}

export function StaffSlot(props: PageProps<'staff'>) {
  return (
    <Slot onAway={() => props.send({ kind: 'close-staff' })}>
      <StaffSignInPage {...props} />
    </Slot>
  );
}

/** Pages as soon as they are read from the own disk; else what is going on, and the way back. */
function Slot({ onAway, children }: { readonly onAway: () => void; readonly children: ReactNode }) {
  const { t } = useWording();
  return (
    <Barrier
      instead={
        <Notice icon="tool" title={t('servicePages.broken')}>
          <div className="notice-actions">
            <ActionButton target="close" onPress={onAway}>
              {t('servicePages.close')}
            </ActionButton>
          </div>
        </Notice>
      }
    >
      <Suspense
        fallback={
          <div className="notice" data-coming>
            <p>{t('servicePages.coming')}</p>
          </div>
        }
      >
        {children}
      </Suspense>
    </Barrier>
  );
}

/** Keeps a failure of the pages from taking the whole screen with it. */
class Barrier extends Component<{ readonly instead: ReactNode; readonly children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? this.props.instead : this.props.children;
  }
}
