import type { KioskInput } from '@mingjing/device-app/core/kiosk/kiosk-input.ts';
import { type ClipId, keyClip } from '@mingjing/device-app/core/voice/clips.ts';
import { useCallback, useEffect, useState } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { Fit } from '../parts/fit.tsx';
import { ALL_KEYS, KEY_GROUPS } from '../parts/number-pad.data.ts';
import { Phrase } from '../parts/phrase.tsx';
import { PressButton } from '../parts/press-button.tsx';
import { TopBar } from '../parts/top-bar.tsx';
import { useWording } from '../texts/texts.ts';
import { usePanel } from '../theme/use-panel.ts';
import { isPageCovered } from '../touch/items.ts';
import { useTypedText } from '../touch/typed-keys.ts';
import type { PageProps } from './page-props.ts';

const EDITING: Readonly<Record<string, KioskInput>> = {
  Backspace: { act: 'delete' },
  Enter: { act: 'enter' },
  Escape: { act: 'back' },
  '-': { act: 'key', key: '-' },
  '/': { act: 'key', key: '/' },
  '.': { act: 'key', key: '.' },
  _: { act: 'key', key: '_' },
};

/** 业务流水号, typed on the glass or on a keyboard. */
export function KioskNumberPage({ page, send }: PageProps<'kiosk-number'>) {
  const { t } = useWording();
  const { shape } = usePanel();
  const act = useCallback((input: KioskInput) => send({ kind: 'kiosk', input }), [send]);
  useKeyboard(act);
  return (
    <div className="kiosk kiosk-number">
      <TopBar
        title={t(`kiosk.number.${page.notice ?? 'title'}`)}
        warning={page.warning}
        onMoreTime={() => act({ act: 'more-time' })}
      />
      <p className="unseen" role="status">
        {page.notice === null ? '' : t(`kiosk.number.${page.notice}`)}
      </p>
      <Fit
        className={page.notice === null ? 'kiosk-field' : 'kiosk-field kiosk-field-noticed'}
        largest={shape === 'compact' ? 7 : 10}
        smallest={3.5}
      >
        {page.text === '' ? (
          <p className="kiosk-hint phrase" data-fit>
            <Phrase text={t('kiosk.number.hint')} />
          </p>
        ) : (
          <p className="kiosk-typed" lang="zh-CN" dir="ltr" aria-live="polite" data-fit>
            {page.text}
          </p>
        )}
      </Fit>
      {/* The same key twice in a row is two characters, not a repeated press. */}
      <Pad length={page.text.length} act={act} />
    </div>
  );
}

/** 从 A 到 J, by its ends. */
function groupClips(group: number): readonly ClipId[] {
  const keys = KEY_GROUPS[group]?.keys ?? [];
  return [keys[0], keys.at(-1)].flatMap((key) => (key === undefined ? [] : (keyClip(key) ?? [])));
}

interface PadProps {
  readonly length: number;
  readonly act: (input: KioskInput) => void;
}

function Pad({ length, act }: PadProps) {
  const { t } = useWording();
  const { shape } = usePanel();
  const [group, setGroup] = useState(0);
  const next = (group + 1) % KEY_GROUPS.length;
  const shown = shape === 'portrait' ? ALL_KEYS : [KEY_GROUPS[group] ?? KEY_GROUPS[0]];
  return (
    <>
      <div className="kiosk-keys" lang="zh-CN" dir="ltr">
        {shown.map(({ name, keys }) => (
          <div className={name === '123' ? 'kiosk-group kiosk-digits' : 'kiosk-group'} key={name}>
            {keys.map((key) => (
              <PressButton
                key={key}
                clip={keyClip(key)}
                className="kiosk-key"
                target={`key-${key}-${length}`}
                onPress={() => act({ act: 'key', key })}
              >
                {key}
              </PressButton>
            ))}
          </div>
        ))}
      </div>
      <div className="kiosk-end">
        <ActionButton target="back" clip="kiosk.back" onPress={() => act({ act: 'back' })}>
          {t('kiosk.back')}
        </ActionButton>
        {shape !== 'portrait' && (
          <ActionButton target={`group-${group}`} clip={groupClips(next)} onPress={() => setGroup(next)}>
            {KEY_GROUPS[next]?.name ?? ''}
          </ActionButton>
        )}
        <ActionButton target={`delete-${length}`} clip="kiosk.delete" onPress={() => act({ act: 'delete' })}>
          {t('kiosk.delete')}
        </ActionButton>
        <ActionButton target="enter" clip="kiosk.enter" onPress={() => act({ act: 'enter' })}>
          {t('kiosk.enter')}
        </ActionButton>
      </div>
    </>
  );
}

/** A keyboard types here as the glass does; a button that has the focus keeps its Enter. */
function useKeyboard(act: (input: KioskInput) => void): void {
  const onTyped = useCallback((key: string) => act({ act: 'key', key: key.toUpperCase() }), [act]);
  useTypedText(onTyped);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const input = EDITING[event.key];
      if (input === undefined || isPageCovered() || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === 'Enter' && (event.repeat || document.activeElement instanceof HTMLButtonElement)) return;
      event.preventDefault();
      act(input);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [act]);
}
