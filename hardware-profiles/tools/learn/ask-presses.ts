import type { Timers } from '@mingjing/shared/basics/clock.ts';
import { err, ok, type Result } from '@mingjing/shared/basics/result.ts';
import { type Level, levelLabel } from '@mingjing/shared/domain/levels.ts';
import { type Press, sameBytes } from './recording.ts';

/** Most messages of one press: a button that repeats itself while it is held. */
const MAX_MESSAGES = 64;
/** More different messages than this unasked, and presses cannot be told from them. */
const MAX_IDLE = 32;

export interface AskOptions {
  readonly levels: readonly Level[];
  /** How often each button is pressed. */
  readonly times: number;
  /** How long to listen first while nobody presses, ms. */
  readonly idleMs: number;
  /** Silence that ends a press, ms. */
  readonly settleMs: number;
  /** How long to wait for somebody to press, ms. */
  readonly patienceMs: number;
}

export interface AskedPresses {
  readonly idle: readonly Uint8Array[];
  readonly presses: readonly Press[];
}

/** Asks for presses and takes them down. */
export interface PressAsker {
  /** A burst or report came. */
  take(message: Uint8Array): void;
  /** Nothing will come any more: why. */
  giveUp(reason: string): void;
  readonly done: Promise<Result<AskedPresses, string>>;
}

interface Parts {
  readonly timers: Timers;
  readonly say: (text: string) => void;
}

/** The buttons in rounds that turn back, so that a slow counter or clock never goes along with the buttons. */
export function pressOrder(levels: readonly Level[], times: number): readonly Level[] {
  return Array.from({ length: times }, (_, round) => (round % 2 === 0 ? levels : levels.toReversed())).flat();
}

function prompt(level: Level, number: number, total: number): string {
  return `[${number}/${total}] 请短按一次【${levelLabel(level)}】 · tap "${levelLabel(level, 'en')}" once (level ${level})`;
}

/**
 * Asks for every button in turn and takes down what the pad sends, a press ending with silence. What the pad sends unasked is learned
 * first and not taken for a press; neither is the release of a button that was held beyond the silence.
 */
export function askPresses(options: AskOptions, { timers, say }: Parts): PressAsker {
  const order = pressOrder(options.levels, options.times);
  const { promise: done, resolve } = Promise.withResolvers<Result<AskedPresses, string>>();
  const idle: Uint8Array[] = [];
  const presses: Press[] = [];
  /** What ended presses of more than one message, with the buttons after which it came. */
  const ends: { readonly bytes: Uint8Array; readonly levels: Set<Level> }[] = [];
  let messages: Uint8Array[] = [];
  let listening: 'idle' | 'press' | 'over' = 'idle';
  let cancel: () => void = () => undefined;

  const wait = (ms: number, run: () => void): void => {
    cancel();
    cancel = timers.after(ms, run);
  };
  const finish = (result: Result<AskedPresses, string>): void => {
    cancel();
    listening = 'over';
    resolve(result);
  };
  const ask = (): void => {
    const level = order[presses.length];
    messages = [];
    if (level === undefined) {
      finish(ok({ idle, presses }));
      return;
    }
    say(prompt(level, presses.length + 1, order.length));
    wait(options.patienceMs, () => finish(err('nobody pressed; check the cable and --baud, and start again')));
  };
  /** Remembers what came after the press itself. */
  const noteEnd = (level: Level): void => {
    const last = messages.at(-1);
    if (last === undefined || messages.length < 2) return;
    const known = ends.find(({ bytes }) => sameBytes(bytes, last));
    if (known === undefined) ends.push({ bytes: last, levels: new Set([level]) });
    else known.levels.add(level);
  };
  const settle = (): void => {
    const level = order[presses.length];
    if (level === undefined) return;
    presses.push({ level, messages });
    noteEnd(level);
    ask();
  };
  const isIdle = (message: Uint8Array): boolean => idle.some((bytes) => sameBytes(bytes, message));
  /** The end of every button's press: a release that came late. */
  const isRelease = (message: Uint8Array): boolean =>
    ends.some(({ bytes, levels }) => levels.size > 1 && sameBytes(bytes, message));

  const takeIdle = (message: Uint8Array): void => {
    if (isIdle(message)) return;
    idle.push(message);
    if (idle.length > MAX_IDLE)
      finish(err('the pad talks all the time, and differently; presses cannot be told from it'));
  };
  const takePress = (message: Uint8Array): void => {
    // What is sent at rest may end a press, as a HID report does, but begins none and, as a heartbeat, prolongs none.
    const unasked = isIdle(message);
    if (messages.length === 0 && (unasked || isRelease(message))) return;
    if (messages.length < MAX_MESSAGES) messages.push(message);
    if (!unasked) wait(options.settleMs, settle);
  };

  say('请先不要按键 · do not touch the pad yet');
  wait(options.idleMs, () => {
    listening = 'press';
    ask();
  });

  return {
    take(message) {
      if (listening === 'idle') takeIdle(message);
      if (listening === 'press') takePress(message);
    },
    giveUp: (reason) => finish(err(reason)),
    done,
  };
}
