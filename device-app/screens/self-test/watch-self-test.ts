import type { Intent } from '@mingjing/device-app/core/screen/intent.ts';
import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { ScreenStore } from '../state/screen-store.ts';
import type { PressGate } from '../touch/press-gate.ts';
import { lookAtGlass, lookAtTiles, tileOf } from './look-at-tiles.ts';
import { pressTile } from './press-tile.ts';
import { tileProblem } from './tile-problem.ts';

/** How often it is looked whether the page is ready to be pressed, ms. */
const LOOK_MS = 100;
/** A press that leads to nothing is made again after this time, ms: longer than repeats are ignored. */
const AGAIN_MS = 1_500;

export interface SelfTestParts {
  readonly store: Pick<ScreenStore, 'read' | 'subscribe'>;
  readonly gate: Pick<PressGate, 'ready'>;
  /** CSS pixels to a millimetre. */
  readonly mm: () => number;
  readonly send: (intent: Intent) => void;
}

/** What the terminal asks to be tested now; null while it asks for nothing. */
function asked(store: SelfTestParts['store']): { readonly key: string; readonly test: ScreenState['selfTest'] } {
  const { state, lost } = store.read();
  if (lost || state === null || state.page.kind !== 'invitation') return { key: '', test: null };
  return { key: state.page.sessionId, test: state.selfTest };
}

/**
 * The hand of the self-test on this glass: looks at the tile that it is asked for as soon as a person could press it, says what it finds,
 * and presses it. Whoever touches anything meanwhile ends the test, and rates nothing by it.
 */
export function watchSelfTest(target: Window, { store, gate, mm, send }: SelfTestParts): void {
  let at = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  function press(key: string): void {
    const { key: now, test } = asked(store);
    if (now !== key || test === null) return;
    const tile = tileOf(test.level);
    if (tile !== null) pressTile(tile);
    timer = setTimeout(() => press(key), AGAIN_MS);
  }

  function look(key: string): void {
    const { key: now, test } = asked(store);
    if (now !== key || test === null) return;
    if (!gate.ready()) {
      timer = setTimeout(() => look(key), LOOK_MS);
      return;
    }
    const problem = tileProblem(test.level, lookAtTiles(), lookAtGlass(mm()));
    send({ kind: 'self-test-saw', level: test.level, problem });
    if (problem === null) press(key);
  }

  store.subscribe(() => {
    const { key, test } = asked(store);
    const next = test === null ? '' : key;
    if (next === at) return;
    clearTimeout(timer);
    at = next;
    if (at !== '') timer = setTimeout(() => look(key), LOOK_MS);
  });

  function interrupt(event: Event): void {
    if (!event.isTrusted || asked(store).test === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // A key that is still held down from before is nobody's wish to stop.
    if (!(event instanceof KeyboardEvent && event.repeat)) send({ kind: 'self-test-touched' });
  }
  for (const kind of ['pointerdown', 'keydown'] as const) target.addEventListener(kind, interrupt, true);
}
