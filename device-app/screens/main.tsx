import './legacy/begin.ts';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import '@fontsource-variable/noto-sans-sc/wght.css';
import '@fontsource-variable/noto-serif-tibetan/wght.css';
import './theme/base.css';
import './theme/parts.css';
import './theme/pages.css';
import './theme/window.css';
import './theme/kiosk.css';
import './theme/display.css';
import './theme/voice.css';
import './theme/self-test.css';
import './theme/scripts.css';
import './theme/motion.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createChannel } from './channel/create-channel.ts';
import { watchSelfTest } from './self-test/watch-self-test.ts';
import { createScreenStore } from './state/screen-store.ts';
import { isAmple } from './theme/panel.ts';
import { PALM_MM, TIMES_MS } from './theme/tokens.ts';
import { setTheme } from './theme/use-panel.ts';
import { moveFocusByArrows } from './touch/arrow-keys.ts';
import { lockDown, watchContacts } from './touch/lock-down.ts';
import { watchPadKeys } from './touch/pad-keys.ts';
import { createPressGate } from './touch/press-gate.ts';
import { watchTypedKeys } from './touch/typed-keys.ts';
import { mmOnGlass } from './touch/use-screen-controls.ts';
import { watchPresence } from './touch/watch-presence.ts';

const now = () => performance.now();
const channel = createChannel();
const store = createScreenStore({
  channel,
  now,
  setTimer: (run, ms) => setTimeout(run, ms),
  clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  lostAfterMs: TIMES_MS.lostAfter,
});

const shown = () => (store.read().lost ? null : store.read().state);
const pace = () => {
  const display = store.read().state?.display;
  return display !== undefined && (display.guided || isAmple(display)) ? 'ample' : 'usual';
};
const gate = createPressGate({
  now,
  newPageGuardMs: () => TIMES_MS.newPageGuard[pace()],
  repeatIgnoreMs: () => TIMES_MS.repeatIgnore[pace()],
  palmMm: PALM_MM,
});

setTheme('light');
lockDown(window);
watchContacts(window, gate, mmOnGlass);
watchPresence(window, { state: shown, now, send: channel.send });
watchPadKeys(window, { keys: () => store.read().state?.padKeys ?? [], send: channel.send });
watchSelfTest(window, { store, gate, mm: mmOnGlass, send: channel.send });
const typedKeys = watchTypedKeys({
  target: window,
  onCard(card) {
    const kind = store.read().state?.page.kind;
    if (kind === 'idle' || kind === 'staff') channel.send({ kind: 'staff-card', card });
  },
});
window.addEventListener('keydown', moveFocusByArrows);
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App store={store} send={channel.send} gate={gate} typedKeys={typedKeys} />);
