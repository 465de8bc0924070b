import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import { KioskChoicePage } from './kiosk-choice.tsx';
import { KioskNumberPage } from './kiosk-number.tsx';
import { KioskScanPage } from './kiosk-scan.tsx';
import { KioskStartPage } from './kiosk-start.tsx';
import type { PageProps } from './page-props.ts';

/** What a kiosk shows while nobody rates: in a chunk of its own, for windows have none of it. */
export function KioskPage({ page, send }: PageProps<'kiosk-start' | 'kiosk-scan' | 'kiosk-number' | 'kiosk-choice'>) {
  switch (page.kind) {
    case 'kiosk-start':
      return <KioskStartPage page={page} send={send} />;
    case 'kiosk-scan':
      return <KioskScanPage page={page} send={send} />;
    case 'kiosk-number':
      return <KioskNumberPage page={page} send={send} />;
    case 'kiosk-choice':
      return <KioskChoicePage page={page} send={send} />;
    default:
      return assertNever(page);
  }
}
