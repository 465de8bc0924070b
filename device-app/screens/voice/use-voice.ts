import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { PromptClip } from '@mingjing/device-app/core/voice/clips.data.ts';
import { tellsOfChoice } from '@mingjing/device-app/core/voice/clips.ts';
import { isAudible, nextPrompt, type Prompt } from '@mingjing/device-app/core/voice/prompts.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Wording } from '../texts/texts.ts';
import { type FocusedItem, useFocusedItem } from './focused-item.ts';
import { GAINS } from './gains.data.ts';
import { createLoudspeaker } from './loudspeaker.ts';
import { createSpeaker, type Speaker } from './speaker.ts';
import { useRate } from './use-rate.ts';
import { itemUtterances, promptUtterances, repeatUtterances, typedUtterances } from './utterances.ts';

export interface Voice {
  /** What is being said, to be read. */
  readonly caption: string | null;
  /** What the guide has in focus, to be read larger; null for what tells of a choice (P5). */
  readonly item: FocusedItem | null;
  /** Lets the volume be heard once its change has come back from the terminal. */
  sampleNext(): void;
  /** Says the page and what has the focus once more, to who is guided (EN 301 549 5.1.3). */
  repeat(): void;
  /** Faster or slower, to who is guided. */
  hasten(step: 1 | -1): void;
}

/**
 * Speaks and captions what the screen has to say. What that is, core/voice decides; nothing of it depends on a level (P5).
 * @param closing since when something of the screen's own is about to close; null: nothing is
 */
export function useVoice(state: ScreenState, { t }: Wording, closing: number | null): Voice {
  const [caption, setCaption] = useState<string | null>(null);
  const [speaker] = useState(() => newSpeaker(setCaption));
  const before = useRef<ScreenState | null>(null);
  const again = useRef<ReturnType<typeof setTimeout> | null>(null);
  const sampleDue = useRef(false);
  const item = useFocusedItem(state.display.guided && state.selfTest === null);

  const stopWaiting = useCallback(() => {
    if (again.current !== null) clearTimeout(again.current);
    again.current = null;
  }, []);
  useEffect(() => {
    speaker.setGain(isAudible(state) ? (GAINS[state.display.volume] ?? 0) : 0);
    const last = before.current;
    before.current = state;
    const say = (clips: readonly PromptClip[]) => speaker.say(promptUtterances(clips, state, t));
    const prompt = promptDue(last, state);
    if (prompt !== null) {
      stopWaiting();
      say(prompt.say);
      const { again: more } = prompt;
      if (more !== null) again.current = setTimeout(() => say(more.say), more.afterMs);
    } else echo(last, state, speaker);
    if (last === null || last.display.volume === state.display.volume) return;
    if (sampleDue.current) say(['volume']);
    sampleDue.current = false;
  }, [state, speaker, stopWaiting, t]);
  useHushOnTouch(speaker, stopWaiting);
  useEffect(() => () => speaker.say([]), [speaker]);
  useEffect(() => {
    const { current } = before;
    if (item !== null && current !== null) speaker.say(itemUtterances(item, current));
  }, [item, speaker]);
  useEffect(() => {
    const { current } = before;
    if (closing !== null && current !== null) speaker.say(promptUtterances(['more-time'], current, t));
  }, [closing, speaker, t]);
  const repeat = () => {
    if (state.display.guided && state.selfTest === null) speaker.say(repeatUtterances(item, state, t));
  };
  return {
    caption,
    item: item?.clips.some(tellsOfChoice) ? null : item,
    sampleNext: useCallback(() => {
      sampleDue.current = true;
    }, []),
    repeat,
    hasten: useRate(speaker, state.display.guided, repeat),
  };
}

function newSpeaker(onCaption: (words: string | null) => void): Speaker {
  return createSpeaker({
    sound: createLoudspeaker(),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
    onCaption,
  });
}

/** While the terminal tries its own levels, nobody is spoken to. */
function promptDue(last: ScreenState | null, state: ScreenState): Prompt | null {
  if (state.selfTest !== null) return last?.selfTest === null ? { say: [], again: null } : null;
  return nextPrompt(last, state);
}

/** Whoever types a number without seeing it hears each key. */
function echo(last: ScreenState | null, state: ScreenState, speaker: Speaker): void {
  if (last?.page.kind !== 'kiosk-number' || state.page.kind !== 'kiosk-number') return;
  if (!state.page.text.startsWith(last.page.text) || state.page.text === last.page.text) return;
  const keys = typedUtterances(state, last.page.text.length);
  if (keys.length > 0) speaker.say(keys);
}

/** Whoever acts has heard enough. */
function useHushOnTouch(speaker: Speaker, stopWaiting: () => void): void {
  useEffect(() => {
    const onAct = () => {
      stopWaiting();
      speaker.hush();
    };
    const kinds = ['pointerdown', 'keydown'] as const;
    for (const kind of kinds) window.addEventListener(kind, onAct, true);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, onAct, true);
    };
  }, [speaker, stopWaiting]);
}
