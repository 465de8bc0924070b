import '@fontsource-variable/noto-sans-sc/wght.css';
import './theme/base.css';
import './theme/parts.css';
import './theme/pages.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createChannel } from './channel/create-channel.ts';
import { createScreenStore } from './state/screen-store.ts';
import { PALM_MM, TIMES_MS } from './theme/tokens.ts';
import { setColourProperties } from './theme/use-panel.ts';
import { moveFocusByArrows } from './touch/arrow-keys.ts';
import { lockDown, watchContacts } from './touch/lock-down.ts';
import { watchPadKeys } from './touch/pad-keys.ts';
import { createPressGate } from './touch/press-gate.ts';

const now = () => performance.now();
const gate = createPressGate({
  now,
  newPageGuardMs: TIMES_MS.newPageGuard,
  repeatIgnoreMs: TIMES_MS.repeatIgnore,
  palmMm: PALM_MM,
});
const mm = () => Number.parseFloat(document.documentElement.style.getPropertyValue('--mm')) || 96 / 25.4;
const channel = createChannel();
const store = createScreenStore({
  channel,
  now,
  setTimer: (run, ms) => setTimeout(run, ms),
  clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  lostAfterMs: TIMES_MS.lostAfter,
});

setColourProperties();
lockDown(window);
watchContacts(window, gate, mm);
watchPadKeys(window, { keys: () => store.read().state?.padKeys ?? [], send: channel.send });
window.addEventListener('keydown', moveFocusByArrows);
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App store={store} send={channel.send} gate={gate} />);
