import { createFitMemory, createFitNames, type FitNames } from './fit-memory.ts';
import { createFitting, type FitRules, type Fitted, setFitted } from './fitting.ts';
import { isWhole } from './is-whole.ts';

/** Enough for every box of a hall's usual pages, in a few languages. */
const REMEMBERED = 400;
const memory = createFitMemory(REMEMBERED);

export interface FitAsk {
  readonly box: HTMLElement;
  readonly rules: FitRules;
  /** See useFontsEpoch. */
  readonly fonts: number;
}

const asked = new Map<HTMLElement, FitAsk>();

/** Fits a box before the next frame, together with all others that ask in the same turn: they share their layouts. Returns how to take it back. */
export function askToFit(ask: FitAsk): () => void {
  if (asked.size === 0) void Promise.resolve().then(fitAsked);
  asked.set(ask.box, ask);
  return () => {
    if (asked.get(ask.box) === ask) asked.delete(ask.box);
  };
}

/** Runs once what was asked in this turn is fitted: whatever needs the layout then finds it made. Returns how to cancel. */
export function afterFitting(run: () => void): () => void {
  let cancelled = false;
  void Promise.resolve().then(() => cancelled || run());
  return () => {
    cancelled = true;
  };
}

function fitAsked(): void {
  const waves = innermostFirst([...asked.values()].filter(({ box }) => box.isConnected));
  asked.clear();
  const names = createFitNames();
  // Chromium 61 has no Array.flat.
  const unknown = notRemembered(([] as readonly FitAsk[]).concat(...waves), names);
  const found = new Map<FitAsk, Fitted>();
  for (const wave of waves)
    search(
      wave.filter((ask) => unknown.has(ask)),
      found,
    );
  // One that grew or shrank may have moved another.
  for (const [ask, { whole }] of [...found]) if (isWhole(ask.box) !== whole) search([ask], found);
  for (const [ask, fitted] of found) memory.keep(names.of(ask), { ...fitted, ...sizeOf(ask.box) });
}

/** Boxes within boxes first: the outer ones look at what those hold, too. */
function innermostFirst(asks: readonly FitAsk[]): readonly (readonly FitAsk[])[] {
  const waves: FitAsk[][] = [];
  for (const ask of asks) {
    const depth = asks.filter(({ box }) => box !== ask.box && box.contains(ask.box)).length;
    waves[depth] = [...(waves[depth] ?? []), ask];
  }
  return waves.reverse();
}

/** Sets what is remembered, all at once; returns those of which nothing is, or where it does not hold any more. */
function notRemembered(asks: readonly FitAsk[], names: FitNames): ReadonlySet<FitAsk> {
  const recalled = asks.map((ask) => {
    const known = memory.recall(names.of(ask));
    if (known !== null) setFitted(ask.box, ask.rules.u, known);
    return { ask, known };
  });
  const strange = recalled.filter(({ ask: { box }, known }) => {
    if (known === null) return true;
    const { width, height } = sizeOf(box);
    return width !== known.width || height !== known.height || isWhole(box) !== known.whole;
  });
  return new Set(strange.map(({ ask }) => ask));
}

/** Looks for the sizes of boxes that do not hold one another: a layout for every step, however many they are. */
function search(asks: readonly FitAsk[], found: Map<FitAsk, Fitted>): void {
  const fittings = asks.map(({ box, rules }) => createFitting(box, rules));
  let open = fittings;
  while (open.length > 0) {
    for (const fitting of open) fitting.write();
    for (const fitting of open) fitting.read();
    open = open.filter((fitting) => fitting.result() === null);
  }
  for (const [index, fitting] of fittings.entries()) {
    fitting.write();
    const ask = asks[index];
    const result = fitting.result();
    if (ask !== undefined && result !== null) found.set(ask, result);
  }
}

function sizeOf(box: HTMLElement): { readonly width: number; readonly height: number } {
  const { width, height } = box.getBoundingClientRect();
  return { width, height };
}
