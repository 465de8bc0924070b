import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { Language, Page, ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { directionOf } from '@mingjing/shared/domain/display.ts';
import { useCallback, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { PageView } from './pages/page-view.tsx';
import { Badges } from './parts/badges.tsx';
import { CornerHold } from './parts/corner-hold.tsx';
import { LanguageToggle } from './parts/language-toggle.tsx';
import { ReasonsDraftContext, useReasonsDraftHolder } from './state/reasons-draft.ts';
import type { ScreenStore } from './state/screen-store.ts';
import { pageKey, shownState } from './state/shown-state.ts';
import { ReceivedAtContext } from './state/use-countdown.ts';
import { usePainted } from './state/use-painted.ts';
import { WordingContext, wordingOf } from './texts/texts.ts';
import type { Panel } from './theme/panel.ts';
import { PanelContext, usePanelProperties } from './theme/use-panel.ts';
import type { PressGate } from './touch/press-gate.ts';
import { PressGateContext } from './touch/use-press.ts';

export interface AppProps {
  readonly store: ScreenStore;
  readonly send: (intent: Intent) => void;
  readonly gate: PressGate;
}

/** The whole screen, as a function of the last snapshot. */
export function App({ store, send, gate }: AppProps) {
  const view = useSyncExternalStore(store.subscribe, store.read);
  const [localLanguage, setLocalLanguage] = useState<Language | null>(null);
  if (!view.lost && localLanguage !== null) setLocalLanguage(null);
  const state = shownState(view, localLanguage);
  const session = view.state !== null && 'sessionId' in view.state.page ? view.state.page.sessionId : null;
  const draft = useReasonsDraftHolder(session);
  if (state === null) return null;
  const switchLanguage = (language: Language) =>
    view.lost ? setLocalLanguage(language) : send({ kind: 'set-language', language });
  return (
    <ReceivedAtContext value={view.receivedAt}>
      <ReasonsDraftContext value={draft}>
        <PressGateContext value={gate}>
          <Stage state={state} own={view.lost} send={send} gate={gate} onSwitchLanguage={switchLanguage} />
        </PressGateContext>
      </ReasonsDraftContext>
    </ReceivedAtContext>
  );
}

interface StageProps {
  readonly state: ScreenState;
  /** The state is of our own making. */
  readonly own: boolean;
  readonly send: (intent: Intent) => void;
  readonly gate: PressGate;
  readonly onSwitchLanguage: (language: Language) => void;
}

function Stage({ state, own, send, gate, onSwitchLanguage }: StageProps) {
  const { page, language, revision, badges } = state;
  const panel = usePanelProperties(state.ppi);
  const wording = useMemo(() => wordingOf(language), [language]);
  const key = pageKey(page);
  const main = useRef<HTMLElement>(null);
  const openDiagnostics = useCallback(() => send({ kind: 'open-diagnostics' }), [send]);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus goes to the page when the page changes
  useLayoutEffect(() => main.current?.focus({ preventScroll: true }), [key]);
  usePainted({ revision, page: key, report: !own, gate, send });
  return (
    <PanelContext value={panel}>
      <WordingContext value={wording}>
        <div className={`stage stage-${panel.shape} page-${page.kind}`}>
          {!own && (page.kind === 'idle' || page.kind === 'fault') && <CornerHold onHeld={openDiagnostics} />}
          <LanguageToggle onSwitch={onSwitchLanguage} />
          <main ref={main} tabIndex={-1} key={key}>
            <PageView page={page} send={send} />
          </main>
          <footer className="foot">
            <Badges badges={badges} />
            {isPrivacyBelow(state, panel) && <p className="foot-words">{wording.t('privacy')}</p>}
          </footer>
        </div>
        <Announcement state={state} t={wording.t} />
      </WordingContext>
    </PanelContext>
  );
}

/** A low panel has room for it only here, and only while nothing is out of order. */
function isPrivacyBelow({ page, badges }: ScreenState, { shape }: Panel): boolean {
  return page.kind === 'invitation' && shape === 'compact' && !badges.offline && !badges.padMissing;
}

/** Tells a screen reader what has come up; once, not every second of a countdown. */
function Announcement({ state, t }: { readonly state: ScreenState; readonly t: ReturnType<typeof wordingOf>['t'] }) {
  return (
    <div className="unseen" role="status" aria-live="polite">
      {announcementOf(state.page, t)}
    </div>
  );
}

function announcementOf(page: Page, t: ReturnType<typeof wordingOf>['t']): string {
  if (page.kind === 'scan') return `${t(`scan.${page.notice}.title`)}。${t(`scan.${page.notice}.text`)}`;
  const isRating = page.kind === 'invitation' || page.kind === 'reasons';
  return isRating && page.warning !== null ? t('announce.warning') : t(`announce.${page.kind}`);
}
