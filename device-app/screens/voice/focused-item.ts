import type { ClipId } from '@mingjing/device-app/core/voice/clips.ts';
import type { Language } from '@mingjing/shared/domain/display.ts';
import { useEffect, useState } from 'react';

/** What has the focus, in words. */
export interface FocusedItem {
  readonly words: string;
  readonly on: boolean;
  /** What says it, one after another; none where only a voice of the system can. */
  readonly clips: readonly ClipId[];
  /** The language of words that come from data, and are to be said besides the clips. */
  readonly voiced: Language | null;
}

/** The item in focus, kept up with; null where there is none or nobody asks. */
export function useFocusedItem(asked: boolean): FocusedItem | null {
  const [item, setItem] = useState<FocusedItem | null>(null);
  useEffect(() => {
    if (!asked) return;
    const read = () => setItem((before) => unlessSame(before, itemOf(document.activeElement)));
    // What has the focus may come to say something else: it was pressed, or its page was turned.
    const changes = new MutationObserver(read);
    changes.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['aria-pressed', 'aria-label', 'data-clip'],
    });
    document.addEventListener('focusin', read);
    document.addEventListener('focusout', read);
    read();
    return () => {
      changes.disconnect();
      document.removeEventListener('focusin', read);
      document.removeEventListener('focusout', read);
      setItem(null);
    };
  }, [asked]);
  return item;
}

function itemOf(element: Element | null): FocusedItem | null {
  if (!(element instanceof HTMLButtonElement || element instanceof HTMLTextAreaElement)) return null;
  const { clip = '', voiced } = element.dataset;
  return {
    words: element.getAttribute('aria-label') ?? element.innerText.replace(/\s*\n\s*/g, '，').trim(),
    on: element.getAttribute('aria-pressed') === 'true',
    // As our own buttons wrote them.
    clips: clip.split(' ').filter((name) => name !== '') as ClipId[],
    voiced: (voiced as Language | undefined) ?? null,
  };
}

function unlessSame(before: FocusedItem | null, now: FocusedItem | null): FocusedItem | null {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now;
}
