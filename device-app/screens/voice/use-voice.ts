import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { ClipId } from '@mingjing/device-app/core/voice/clips.data.ts';
import {
  clipAddress,
  isAudible,
  mayHearChoices,
  nextPrompt,
  type Prompt,
} from '@mingjing/device-app/core/voice/prompts.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Wording } from '../texts/texts.ts';
import { type FocusedItem, useFocusedItem } from './focused-item.ts';
import { GAINS } from './gains.data.ts';
import { createLoudspeaker } from './loudspeaker.ts';
import { createSpeaker, type Speaker, type Utterance } from './speaker.ts';

export interface Voice {
  /** What is being said, to be read. */
  readonly caption: string | null;
  /** What the guide has in focus. */
  readonly item: FocusedItem | null;
  /** Lets the volume be heard once its change has come back from the terminal. */
  sampleNext(): void;
}

/** Speaks and captions what the screen has to say. What that is, core/voice decides; nothing of it depends on a level (P5). */
export function useVoice(state: ScreenState, { t }: Wording): Voice {
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
    const say = (clips: readonly ClipId[]) => speaker.say(utterancesOf(clips, state, t));
    const prompt = promptDue(last, state);
    if (prompt !== null) {
      stopWaiting();
      say(prompt.say);
      const { again: more } = prompt;
      if (more !== null) again.current = setTimeout(() => say(more.say), more.afterMs);
    }
    if (last === null || last.display.volume === state.display.volume) return;
    if (sampleDue.current) say(['volume']);
    sampleDue.current = false;
  }, [state, speaker, stopWaiting, t]);
  useHushOnTouch(speaker, stopWaiting);
  useEffect(() => () => speaker.say([]), [speaker]);
  useEffect(() => {
    const { current } = before;
    if (item === null || current === null) return;
    speaker.say(mayHearChoices(current) ? [spoken(item, current)] : []);
  }, [item, speaker]);
  return {
    caption,
    item,
    sampleNext: useCallback(() => {
      sampleDue.current = true;
    }, []),
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

function utterancesOf(clips: readonly ClipId[], state: ScreenState, t: Wording['t']): readonly Utterance[] {
  return clips.flatMap((clip) => {
    const said = { caption: t(`voice.${clip}`), sound: clipOf(clip, state) };
    return clip === 'invite' ? [said, ...matterOf(state)] : [said];
  });
}

function clipOf(clip: ClipId, state: ScreenState): Utterance['sound'] {
  const address = clipAddress(clip, state);
  return address === null ? null : { kind: 'clip', address };
}

/** What is to be rated, to who cannot read it: only by a voice of the system, and only to them. */
function matterOf({ page, display, sound }: ScreenState): readonly Utterance[] {
  if (page.kind !== 'invitation' || !mayHearChoices({ display, sound })) return [];
  const { matterName } = page.card;
  return matterName === undefined
    ? []
    : [{ caption: null, sound: { kind: 'words', words: matterName, language: 'zh-CN' } }];
}

/** The item in focus, to the one ear that hears it. */
function spoken({ clip, words }: FocusedItem, state: ScreenState): Utterance {
  const recorded = clip === null ? null : clipOf(clip, state);
  return { caption: null, sound: recorded ?? { kind: 'words', words, language: state.language } };
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
