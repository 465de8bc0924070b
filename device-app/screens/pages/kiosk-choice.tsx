import type { KioskInput } from '@mingjing/device-app/core/kiosk/kiosk-input.ts';
import { pageClips, placeClips } from '@mingjing/device-app/core/voice/clips.ts';
import { useState } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { Fit } from '../parts/fit.tsx';
import { Phrase } from '../parts/phrase.tsx';
import { PressButton } from '../parts/press-button.tsx';
import { TopBar } from '../parts/top-bar.tsx';
import { useWording } from '../texts/texts.ts';
import type { Shape } from '../theme/tokens.ts';
import { usePanel } from '../theme/use-panel.ts';
import { useCommandKeys } from '../touch/command-keys.ts';
import type { PageProps } from './page-props.ts';

/** How many stand on a page, so that each is a target of its size. */
const AT_ONCE: Readonly<Record<Shape, { readonly usual: number; readonly ample: number }>> = {
  compact: { usual: 6, ample: 3 },
  regular: { usual: 9, ample: 6 },
  portrait: { usual: 14, ample: 10 },
};

/** Hall → window → matter, for who has no ticket. */
export function KioskChoicePage({ page, send }: PageProps<'kiosk-choice'>) {
  const { t } = useWording();
  const { shape, ample } = usePanel();
  const [turned, setTurned] = useState(0);
  const act = (input: KioskInput) => send({ kind: 'kiosk', input });
  const entries = entriesOf(page, t('kiosk.choice.other'), t('kiosk.choice.otherNote'));
  const atOnce = AT_ONCE[shape][ample ? 'ample' : 'usual'];
  const pages = Math.max(1, Math.ceil(entries.length / atOnce));
  const at = Math.min(turned, pages - 1);
  const shown = entries.slice(at * atOnce, (at + 1) * atOnce);
  const turn = (to: number) => {
    setTurned(to);
    // Who turns pages is there.
    act({ act: 'more-time' });
  };
  useCommandKeys({ onEscape: () => act({ act: 'back' }) });
  return (
    <div className="kiosk">
      <TopBar
        title={t(`kiosk.choice.${page.step}`)}
        note={page.path.length === 0 ? undefined : page.path.join(' · ')}
        warning={page.warning}
        onMoreTime={() => act({ act: 'more-time' })}
      />
      <Fit className="kiosk-entries" largest={8} smallest={4.4} label={t(`kiosk.choice.${page.step}`)}>
        {shown.map(({ id, name, note, isOurs }, place) => (
          <PressButton
            key={id ?? ''}
            clip={isOurs ? 'kiosk.choice.other' : placeClips(place + 1, shown.length)}
            voiced={isOurs ? undefined : 'zh-CN'}
            className="kiosk-entry"
            target={`entry-${id ?? ''}`}
            onPress={() => act(id === null ? { act: 'choose-other' } : { act: 'choose', id })}
          >
            <span className="kiosk-entry-words" lang={isOurs ? undefined : 'zh-CN'} dir="auto" data-fit>
              <span className="kiosk-entry-name phrase">
                <Phrase text={name} />
              </span>
              {note !== null && (
                <span className="kiosk-entry-note phrase">
                  <Phrase text={note} />
                </span>
              )}
            </span>
          </PressButton>
        ))}
      </Fit>
      <div className="kiosk-end">
        <ActionButton target="back" clip="kiosk.back" onPress={() => act({ act: 'back' })}>
          {t('kiosk.back')}
        </ActionButton>
        {pages > 1 && (
          <>
            <Fit className="kiosk-page" largest={6.5} smallest={3.5}>
              <p data-fit>{t('kiosk.page', { page: at + 1, pages })}</p>
            </Fit>
            <ActionButton
              target={`previous-${at}`}
              clip={['kiosk.previous', ...pageClips(at + 1)]}
              onPress={() => turn((at + pages - 1) % pages)}
            >
              {t('kiosk.previous')}
            </ActionButton>
            <ActionButton
              target={`next-${at}`}
              clip={['kiosk.next', ...pageClips(at + 1)]}
              onPress={() => turn((at + 1) % pages)}
            >
              {t('kiosk.next')}
            </ActionButton>
          </>
        )}
      </div>
    </div>
  );
}

interface Entry {
  /** Null: what the catalogue does not name. */
  readonly id: string | null;
  readonly name: string;
  readonly note: string | null;
  /** In the language of the screen, not of the catalogue. */
  readonly isOurs?: boolean;
}

/** Where matters are chosen, consultations can be too. */
function entriesOf(page: PageProps<'kiosk-choice'>['page'], other: string, note: string): readonly Entry[] {
  return page.step === 'matter' ? [...page.entries, { id: null, name: other, note, isOurs: true }] : page.entries;
}
