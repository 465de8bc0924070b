import type { ScreenState } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { PromptClip } from '@mingjing/device-app/core/voice/clips.data.ts';
import { type ClipId, keyClip } from '@mingjing/device-app/core/voice/clips.ts';
import { clipAddress, mayHearChoices, pagePrompt } from '@mingjing/device-app/core/voice/prompts.ts';
import type { Wording } from '../texts/texts.ts';
import type { FocusedItem } from './focused-item.ts';
import type { Utterance } from './speaker.ts';

/** What prompts sound like, each with its caption. */
export function promptUtterances(
  clips: readonly PromptClip[],
  state: ScreenState,
  t: Wording['t'],
): readonly Utterance[] {
  return clips.flatMap((clip) => {
    const said = { caption: t(`voice.${clip}`), sound: clipOf(clip, state) };
    return clip === 'invite' ? [said, ...matterOf(state, t)] : [said];
  });
}

/** The item in focus, to the one ear that hears it; in the hall nothing (P5). */
export function itemUtterances(item: FocusedItem | null, state: ScreenState): readonly Utterance[] {
  if (item === null || !mayHearChoices(state)) return [];
  const clips: readonly ClipId[] = item.on ? [...item.clips, 'chosen'] : item.clips;
  const recorded = heard(clips, state);
  const isWhole = item.clips.length > 0 && recorded.length === clips.length;
  if (isWhole && item.voiced === null) return recorded;
  const words = wordsOf(item.words, item.voiced ?? state.language);
  return isWhole ? [...recorded, words] : [words];
}

/** Everything that is to be known here, once more: what the page says, what was typed, and what has the focus. */
export function repeatUtterances(item: FocusedItem | null, state: ScreenState, t: Wording['t']): readonly Utterance[] {
  return [
    ...promptUtterances(pagePrompt(state).say, state, t),
    ...typedUtterances(state),
    ...itemUtterances(item, state),
  ];
}

/** The number that was typed, key by key, to the one ear that hears it. */
export function typedUtterances(state: ScreenState, from = 0): readonly Utterance[] {
  if (state.page.kind !== 'kiosk-number' || !mayHearChoices(state)) return [];
  return heard(
    [...state.page.text.slice(from)].flatMap((key) => keyClip(key) ?? []),
    state,
  );
}

/** What is to be rated, to who cannot read it: only by a voice of the system, and only to them. */
function matterOf(state: ScreenState, t: Wording['t']): readonly Utterance[] {
  const { page } = state;
  if (page.kind !== 'invitation' || !mayHearChoices(state)) return [];
  const { matterName, otherMatter } = page.card;
  if (otherMatter) return [wordsOf(t('kiosk.choice.other'), state.language)];
  return matterName === undefined ? [] : [wordsOf(matterName, 'zh-CN')];
}

function heard(clips: readonly ClipId[], state: ScreenState): readonly Utterance[] {
  return clips.flatMap((clip) => {
    const sound = clipOf(clip, state);
    return sound === null ? [] : [{ caption: null, sound }];
  });
}

function clipOf(clip: ClipId, state: ScreenState): Utterance['sound'] {
  const address = clipAddress(clip, state);
  return address === null ? null : { kind: 'clip', address };
}

function wordsOf(words: string, language: string): Utterance {
  return { caption: null, sound: { kind: 'words', words, language } };
}
