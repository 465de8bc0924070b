import { Component, lazy, type ReactNode, Suspense } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWording } from '../texts/texts.ts';
import type { PageProps } from './page-props.ts';

/** Loaded when a technician comes: no citizen waits for what only technicians see. */
const ServicePage = lazy(async () => ({ default: (await import('./service.tsx')).ServicePage }));

/** The service pages, as soon as they are read from the own disk; else what is going on, and the way back. */
export function ServiceSlot(props: PageProps<'service'>) {
  const { t } = useWording();
  const away = () => props.send({ kind: 'service', input: { act: 'close' } });
  return (
    <Barrier
      instead={
        <Notice icon="tool" title={t('servicePages.broken')}>
          <div className="notice-actions">
            <ActionButton target="close" onPress={away}>
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
        <ServicePage {...props} />
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
