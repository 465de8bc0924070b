import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { Page, ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import { directionOf } from '@mingjing/shared/domain/display-words.ts';
import {
  useCallback,
  useInsertionEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { PageView } from './pages/page-view.tsx';
import { WarmUp } from './pages/warm-up.tsx';
import { ActionButton } from './parts/action-button.tsx';
import { Badges } from './parts/badges.tsx';
import { Caption } from './parts/caption.tsx';
import { CornerHold } from './parts/corner-hold.tsx';
import { DisplayControl } from './parts/display-control.tsx';
import { Fit } from './parts/fit.tsx';
import { afterFitting } from './parts/fitting/fit-boxes.ts';
import { SelfTestBanner } from './self-test/self-test-banner.tsx';
import { ReasonsDraftContext, useReasonsDraftHolder } from './state/reasons-draft.ts';
import type { ScreenStore } from './state/screen-store.ts';
import { intentsOf, type LocalChoice, merged, NO_CHOICE, pageKey, shownState } from './state/shown-state.ts';
import { ReceivedAtContext } from './state/use-countdown.ts';
import { DisplayContext } from './state/use-display.ts';
import { usePainted } from './state/use-painted.ts';
import { useSheet } from './state/use-sheet.ts';
import { useWording, type Wording, WordingContext, wordingOf } from './texts/texts.ts';
import { isPrivacyInFoot, type Panel, type Sizing } from './theme/panel.ts';
import { SHAPES } from './theme/tokens.ts';
import { PanelContext, usePanelProperties } from './theme/use-panel.ts';
import type { PressGate } from './touch/press-gate.ts';
import { type TypedKeys, TypedKeysContext } from './touch/typed-keys.ts';
import { PressGateContext } from './touch/use-press.ts';
import { useScreenControls } from './touch/use-screen-controls.ts';
import { useVoice, type Voice } from './voice/use-voice.ts';

export interface AppProps {
  readonly store: ScreenStore;
  readonly send: (intent: Intent) => void;
  readonly gate: PressGate;
  readonly typedKeys: TypedKeys;
}

/** The whole screen, as a function of the last snapshot. */
export function App({ store, send, gate, typedKeys }: AppProps) {
  const view = useSyncExternalStore(store.subscribe, store.read);
  const [local, setLocal] = useState<LocalChoice>(NO_CHOICE);
  if (!view.lost && local !== NO_CHOICE) setLocal(NO_CHOICE);
  const state = shownState(view, local);
  const session = view.state !== null && 'sessionId' in view.state.page ? view.state.page.sessionId : null;
  const draft = useReasonsDraftHolder(session);
  if (state === null) return null;
  const choose = (choice: LocalChoice) => {
    if (view.lost) setLocal(merged(local, choice));
    else for (const intent of intentsOf(choice)) send(intent);
  };
  return (
    <ReceivedAtContext value={view.receivedAt}>
      <ReasonsDraftContext value={draft}>
        <PressGateContext value={gate}>
          <TypedKeysContext value={typedKeys}>
            <Stage state={state} own={view.lost} send={send} gate={gate} typedKeys={typedKeys} onChoose={choose} />
          </TypedKeysContext>
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
  readonly typedKeys: TypedKeys;
  readonly onChoose: (choice: LocalChoice) => void;
}

function Stage({ state, own, send, gate, typedKeys, onChoose }: StageProps) {
  const { page, language, revision } = state;
  const panel = usePanelProperties(state.ppi, sizingOf(state));
  const wording = useMemo(() => wordingOf(language), [language]);
  const key = pageKey(page);
  const main = useRef<HTMLElement>(null);
  const sheet = useSheet(key, main, [language, state.display]);
  const openService = useCallback(() => send({ kind: 'service', input: { act: 'open' } }), [send]);
  useInsertionEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus goes to the page when the page changes
  useLayoutEffect(() => afterFitting(() => main.current?.focus({ preventScroll: true })), [key]);
  const voice = useVoice(state, wording, sheet.warning?.since ?? null);
  const choose = (choice: LocalChoice) => {
    if (choice.display?.volume !== undefined) voice.sampleNext();
    onChoose(choice);
  };
  useScreenControls({
    page: page.kind,
    display: state.display,
    isSheetOpen: sheet.open,
    openSheet: () => sheet.setOpen(true),
    onDisplay: (display) => choose({ display }),
    repeat: voice.repeat,
    hasten: voice.hasten,
    gate,
    typedKeys,
  });
  usePainted({ revision, page: key, report: !own, gate, send });
  return (
    <PanelContext value={panel}>
      <WordingContext value={wording}>
        <DisplayContext value={state.display}>
          <div
            className={`stage stage-${panel.shape} page-${page.kind}`}
            data-ample={panel.ample || undefined}
            data-tall={panel.tall || undefined}
            data-fresh={(!own && state.badges.fresh) || undefined}
            data-guided={state.display.guided || undefined}
            data-captioned={isCaptioned(page, voice) || undefined}
          >
            {state.selfTest !== null && <SelfTestBanner />}
            {!own && (page.kind === 'idle' || page.kind === 'kiosk-start' || page.kind === 'fault') && (
              <CornerHold onHeld={openService} />
            )}
            <DisplayControl page={page} sheet={sheet} onChoose={choose} send={send} />
            <main ref={main} tabIndex={-1} key={key} inert={sheet.open}>
              <PageView page={page} send={send} />
              {!own && state.badges.fresh && <SetUp page={page} onPress={openService} />}
            </main>
            <Foot state={state} panel={panel} voice={voice} />
          </div>
          <Announcement state={state} isSheetClosing={sheet.warning !== null} t={wording.t} />
          <WarmUp state={state} panel={panel} />
        </DisplayContext>
      </WordingContext>
    </PanelContext>
  );
}

/** Where a caption may stand for the title: not where that says what was wrong, or a warning is to be read and answered. */
function isCaptioned(page: Page, { caption, item }: Voice): boolean {
  if (page.kind === 'kiosk-number' && page.notice !== null) return false;
  return (caption ?? item) !== null && !('warning' in page && page.warning !== null);
}

/** Staff and technicians read many small facts, whoever was there before. */
function sizingOf({ page, display }: ScreenState): Sizing {
  if (page.kind !== 'staff' && page.kind !== 'service') return display;
  const technician = page.kind === 'service' && page.view.step === 'panel' ? 'measuring' : 'reading';
  return { ...display, elder: false, large: false, low: false, technician };
}

interface FootProps {
  readonly state: ScreenState;
  readonly panel: Panel;
  readonly voice: Voice;
}

/** Nobody ever set this terminal up: whoever unpacks it finds where to begin. */
function SetUp({ page, onPress }: { readonly page: Page; readonly onPress: () => void }) {
  const { t } = useWording();
  if (page.kind !== 'idle' && page.kind !== 'kiosk-start') return null;
  return (
    <div className="set-up">
      <ActionButton target="set-up" clip="servicePages.setUp" onPress={onPress}>
        {t('servicePages.setUp')}
      </ActionButton>
    </div>
  );
}

/** What is said, or what the guide has in focus; else what is out of order, or, where there was no room for it above, that staff do not see. */
function Foot({ state, panel, voice: { caption, item } }: FootProps) {
  const { t } = useWording();
  const words = caption ?? item?.words;
  if (words !== undefined) {
    const isItem = caption === null;
    return (
      <footer className="foot" data-told>
        <Caption words={words} isItem={isItem} on={isItem && item?.on === true} />
      </footer>
    );
  }
  return (
    <footer className="foot" data-told={state.badges.offline || state.badges.padMissing || undefined}>
      <Fit className="foot-fit" largest={SHAPES[panel.shape].sizes.small} smallest={3.6}>
        <div className="foot-line" data-fit>
          <Badges badges={state.badges} />
          {isPrivacyBelow(state, panel) && <p className="foot-words">{t('privacy')}</p>}
        </div>
      </Fit>
    </footer>
  );
}

/** A low panel has room for it only while nothing is out of order. */
function isPrivacyBelow({ page, badges }: ScreenState, panel: Panel): boolean {
  const isRoom = panel.shape !== 'compact' || (!badges.offline && !badges.padMissing);
  return page.kind === 'invitation' && isPrivacyInFoot(panel) && isRoom;
}

interface AnnouncementProps {
  readonly state: ScreenState;
  readonly isSheetClosing: boolean;
  readonly t: Wording['t'];
}

/** Tells a screen reader what has come up; once, not every second of a countdown. */
function Announcement({ state, isSheetClosing, t }: AnnouncementProps) {
  return (
    <div className="unseen" role="status" aria-live="polite">
      {state.selfTest === null && (isSheetClosing ? t('voice.more-time') : announcementOf(state.page, t))}
    </div>
  );
}

function announcementOf(page: Page, t: Wording['t']): string {
  if (page.kind === 'scan') return `${t(`scan.${page.notice}.title`)}。${t(`scan.${page.notice}.text`)}`;
  if ('warning' in page && page.warning !== null) {
    const isRating = page.kind === 'invitation' || page.kind === 'reasons';
    return t(isRating ? 'announce.warning' : 'voice.more-time');
  }
  return t(page.kind === 'kiosk-choice' ? `kiosk.choice.${page.step}` : `announce.${page.kind}`);
}
