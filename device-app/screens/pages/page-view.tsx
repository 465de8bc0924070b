import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { Page } from '@mingjing/device-app/core/screen/screen-state.ts';
import { assertNever } from '@mingjing/shared/basics/assert-never.ts';
import { AlreadyRatedPage } from './already-rated.tsx';
import { FaultPage } from './fault.tsx';
import { IdlePage } from './idle.tsx';
import { InvitationPage } from './invitation.tsx';
import { ReasonsPage } from './reasons.tsx';
import { ScanPage } from './scan.tsx';
import { KioskSlot, ServiceSlot, StaffSlot } from './slots.tsx';
import { ThanksPage } from './thanks.tsx';
import { UndoPage } from './undo.tsx';
import { UnratedPage } from './unrated.tsx';

/** The page for a state: one component for each kind. */
export function PageView({ page, send }: { readonly page: Page; readonly send: (intent: Intent) => void }) {
  switch (page.kind) {
    case 'idle':
      return <IdlePage page={page} send={send} />;
    case 'invitation':
      return <InvitationPage page={page} send={send} />;
    case 'undo':
      return <UndoPage page={page} send={send} />;
    case 'reasons':
      return <ReasonsPage page={page} send={send} />;
    case 'thanks':
      return <ThanksPage />;
    case 'already-rated':
      return <AlreadyRatedPage />;
    case 'unrated':
      return <UnratedPage />;
    case 'scan':
      return <ScanPage page={page} send={send} />;
    case 'kiosk-start':
    case 'kiosk-scan':
    case 'kiosk-number':
    case 'kiosk-choice':
      return <KioskSlot page={page} send={send} />;
    case 'staff':
      return <StaffSlot page={page} send={send} />;
    case 'service':
      return <ServiceSlot page={page} send={send} />;
    case 'fault':
      return <FaultPage page={page} send={send} />;
    default:
      return assertNever(page);
  }
}
