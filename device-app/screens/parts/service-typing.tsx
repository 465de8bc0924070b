import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { eraseIn, insertIn, type LineEntry, lineOf, replaceIn } from '../state/line-entry.ts';
import { usePaneGuard } from '../state/use-pane.ts';
import { useServiceWording } from '../texts/service/service-texts.ts';
import { ActionButton } from './action-button.tsx';
import { EraseKey } from './keyboard/erase-key.tsx';
import { TypeKey } from './keyboard/type-key.tsx';
import { LONGEST, SERVICE_KEYS, type TypedField } from './service-keys.data.ts';

export interface ServiceTypingProps {
  readonly field: TypedField;
  readonly text: string;
  readonly onDone: (text: string) => void;
}

/** One line to be typed, on the glass or on a keyboard, with the keys that it needs. */
export function ServiceTyping({ field, text, onDone }: ServiceTypingProps) {
  const { t } = useServiceWording();
  usePaneGuard(field);
  const [entry, setEntry] = useState(() => lineOf(text, LONGEST[field]));
  const [epoch, setEpoch] = useState(0);
  const type = (change: (before: LineEntry) => LineEntry) => {
    setEntry(change);
    setEpoch((before) => before + 1);
  };
  return (
    // The focus stays where the text is, whatever is pressed, and whichever tap opened this.
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps the focus, does nothing else
    <div
      className="service-frame service-typing"
      onMouseDown={(event) => {
        if (!(event.target instanceof HTMLTextAreaElement)) event.preventDefault();
      }}
    >
      <div className="top service-typing-top">
        <Line field={field} entry={entry} onEdit={setEntry} onDone={() => onDone(entry.text)} />
        <span className="service-erase" lang="en">
          <EraseKey epoch={epoch} onErase={() => type(eraseIn)} />
        </span>
        <ActionButton target="typed" onPress={() => onDone(entry.text)}>
          {t('gateway.done')}
        </ActionButton>
      </div>
      <div className="typing service-keys" dir="ltr" lang="en">
        {SERVICE_KEYS[field].map((row) => (
          <div className="typerow" key={row.join('')}>
            {row.map((key) => (
              <TypeKey key={key} name={key} epoch={epoch} onPress={() => type((before) => insertIn(before, key))}>
                {key}
              </TypeKey>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

interface LineProps {
  readonly field: TypedField;
  readonly entry: LineEntry;
  readonly onEdit: (entry: LineEntry) => void;
  readonly onDone: () => void;
}

/** What was typed. Also for keyboards with real keys. */
function Line({ field, entry, onEdit, onDone }: LineProps) {
  const { t } = useServiceWording();
  const line = useRef<HTMLTextAreaElement>(null);
  const { text, caret } = entry;
  useLayoutEffect(() => line.current?.focus({ preventScroll: true }), []);
  useLayoutEffect(() => {
    const { current } = line;
    if (current === null || current.selectionStart !== current.selectionEnd) return;
    if (current.selectionStart !== caret) current.setSelectionRange(caret, caret);
    if (caret === text.length) current.scrollTop = current.scrollHeight;
  }, [text, caret]);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    // Else Escape would leave the page as well.
    event.stopPropagation();
    onDone();
  };
  return (
    <textarea
      ref={line}
      className="remark service-line"
      dir="ltr"
      lang="en"
      // No keyboard of the system may come up over ours.
      inputMode="none"
      value={text}
      aria-label={t(`gateway.${field}`)}
      placeholder={t(`gateway.${field}`)}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      onKeyDown={onKey}
      onSelect={({ currentTarget: { selectionStart, selectionEnd } }) => {
        if (selectionStart === selectionEnd && selectionStart !== caret) onEdit({ ...entry, caret: selectionStart });
      }}
      onChange={({ currentTarget }) => onEdit(replaceIn(entry, currentTarget.value, currentTarget.selectionStart))}
    />
  );
}
