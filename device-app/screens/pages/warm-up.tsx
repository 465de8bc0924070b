import type { Page, ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { SessionId } from '@mingjing/shared/domain/ids.ts';
import { LEVEL_ORDER } from '@mingjing/shared/domain/level-order.ts';
import { type CSSProperties, startTransition, useEffect, useState } from 'react';
import { afterPaint } from '../state/after-paint.ts';
import type { Panel } from '../theme/panel.ts';
import { TypedKeysContext } from '../touch/typed-keys.ts';
import { InvitationPage } from './invitation.tsx';

type Invitation = Extract<Page, { kind: 'invitation' }>;

/** Has its sizes but shows nothing; and by no class, so that its boxes are remembered under the names of the page's own. */
const UNSEEN: CSSProperties = {
  position: 'fixed',
  top: 0,
  left: 0,
  width: '100%',
  height: '100%',
  overflow: 'hidden',
  visibility: 'hidden',
};
const AS_MAIN: CSSProperties = {
  position: 'relative',
  display: 'flex',
  flexDirection: 'column',
  flex: '1 1 0',
  minHeight: 0,
};

/** As long as a signed address is. */
const QR_URL = `https://invalid/${'0'.repeat(120)}`;

export interface WarmUpProps {
  readonly state: ScreenState;
  readonly panel: Panel;
}

/**
 * Lays out an invitation that nobody sees, once, while nobody is served: then its glyphs are read from the disk, its sizes are known and its
 * code has run before the first citizen is asked. Anew for another language or display. It takes no key and sends nothing.
 */
export function WarmUp({ state, panel }: WarmUpProps) {
  const [warm, setWarm] = useState<{ readonly panel: Panel; readonly language: string } | null>(null);
  const [isUp, setUp] = useState(false);
  const { page, language } = state;
  const isCold = warm === null || warm.panel !== panel || warm.language !== language;
  const isWanted = isCold && (page.kind === 'idle' || page.kind === 'kiosk-start');
  useEffect(() => (isWanted ? whenQuiet(() => startTransition(() => setUp(true))) : undefined), [isWanted]);
  useEffect(() => {
    if (!isUp) return;
    return afterPaint(() => {
      setUp(false);
      setWarm({ panel, language });
    });
  }, [isUp, panel, language]);
  if (!(isUp && isWanted)) return null;
  return (
    <div aria-hidden="true" inert style={UNSEEN}>
      <div className={`stage stage-${panel.shape} page-invitation`} data-ample={panel.ample || undefined}>
        <div style={AS_MAIN}>
          <TypedKeysContext value={null}>
            <InvitationPage page={sampleOf(page)} send={() => {}} />
          </TypedKeysContext>
        </div>
      </div>
    </div>
  );
}

/** What is known before anybody is served: who will be rated, and the figures of any number. */
function sampleOf(page: Page): Invitation {
  const staff = page.kind === 'idle' ? page.staff : null;
  const card = {
    matterName: page.kind === 'idle' ? `${page.windowName}${page.department}` : '',
    serialNumber: '0123456789',
    ...(staff !== null && { staffName: staff.name, staffNumber: staff.number }),
  };
  return {
    kind: 'invitation',
    sessionId: 'nobody' as SessionId,
    warning: null,
    card,
    levels: [...LEVEL_ORDER],
    qrUrl: QR_URL,
  };
}

/** Runs when the browser has nothing else to do; returns how to cancel. */
function whenQuiet(run: () => void): () => void {
  const wanted = requestIdleCallback(run);
  return () => cancelIdleCallback(wanted);
}
