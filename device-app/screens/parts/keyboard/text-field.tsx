import type { ClipId } from '@mingjing/device-app/core/voice/clips.ts';
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { useWording } from '../../texts/texts.ts';
import type { Writing } from './writing.ts';

export interface TextFieldProps {
  readonly writing: Writing;
  /** The letters that wait, with their syllables set apart. */
  readonly spelled: string;
  /** Letters of a keyboard with real keys are pinyin too. */
  readonly composes: boolean;
  readonly onEdit: (text: string, caret: number) => void;
  readonly onCaret: (caret: number) => void;
  readonly onCharacter: (character: string) => void;
  readonly onErase: () => void;
  /** The candidate in this place, from 0. */
  readonly onPick: (place: number) => void;
  /** Lets the waiting letters go. */
  readonly onDrop: () => void;
}

/** What was written, with the letters in the making where they will go. Also for keyboards with real keys. */
export function TextField(props: TextFieldProps) {
  const { writing, spelled, onEdit, onCaret } = props;
  const { t } = useWording();
  const { text, caret, letters, max } = writing;
  const field = useRef<HTMLTextAreaElement>(null);
  const shown = text.slice(0, caret) + spelled + text.slice(caret);
  const shownCaret = caret + spelled.length;
  useLayoutEffect(() => field.current?.focus({ preventScroll: true }), []);
  useLayoutEffect(() => {
    const { current } = field;
    if (current === null || (current.selectionStart === shownCaret && current.selectionEnd === shownCaret)) return;
    current.setSelectionRange(shownCaret, shownCaret);
    if (shownCaret === shown.length) current.scrollTop = current.scrollHeight;
  }, [shown, shownCaret]);
  return (
    <div className="write-field">
      <textarea
        ref={field}
        className="remark"
        data-clip={'reasons.text' satisfies ClipId}
        dir="auto"
        // No keyboard of the system may come up over ours.
        inputMode="none"
        value={shown}
        placeholder={t('reasons.here')}
        aria-label={t('reasons.text')}
        autoComplete="off"
        spellCheck={false}
        onKeyDown={(event) => {
          if (composeByKey(event, props)) event.preventDefault();
        }}
        onSelect={({ currentTarget }) => {
          const { selectionStart, selectionEnd } = currentTarget;
          if (letters === '' && selectionStart === selectionEnd && selectionStart !== caret) onCaret(selectionStart);
        }}
        onChange={({ currentTarget }) => onEdit(currentTarget.value, currentTarget.selectionStart)}
      />
      <span className="write-count">{t('reasons.count', { count: text.length, max })}</span>
    </div>
  );
}

/** Lets a keyboard with real keys write pinyin as ours does. False for whatever is the text field's own. */
function composeByKey(event: KeyboardEvent, props: TextFieldProps): boolean {
  const { composes, writing, onCharacter, onErase, onPick, onDrop } = props;
  const { key } = event;
  if (!composes || event.ctrlKey || event.altKey || event.metaKey || event.nativeEvent.isComposing) return false;
  const isLetter = /^[a-z]$/.test(key);
  if (writing.letters === '' && !isLetter) return false;
  if (isLetter || key === "'" || key === ' ') onCharacter(key);
  else if (key === 'Backspace') onErase();
  else if (/^[1-8]$/.test(key)) onPick(Number(key) - 1);
  else if (key === 'Escape') onDrop();
  else return false;
  return true;
}
