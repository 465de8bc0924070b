import type { Countdown } from '@mingjing/device-app/core/screen/screen-state.ts';
import { SHAPES } from '../theme/tokens.ts';
import { usePanel } from '../theme/use-panel.ts';
import { Fit } from './fit.tsx';
import { Phrase } from './phrase.tsx';
import { WarningBar } from './warning-bar.tsx';

export interface TopBarProps {
  readonly title: string;
  readonly note?: string | undefined;
  readonly warning: Countdown | null;
  readonly onMoreTime: () => void;
}

/** The title of a page that waits for an answer; the warning stands in for it when time runs short. */
export function TopBar({ title, note, warning, onMoreTime }: TopBarProps) {
  const { shape } = usePanel();
  return (
    <div className="top">
      <Fit className={warning === null ? 'top-title' : 'unseen'} largest={SHAPES[shape].sizes.title} smallest={3.6}>
        <h1 className="top-words" data-fit>
          <span className="top-word phrase">
            <Phrase text={title} />
          </span>
          {note !== undefined && (
            <>
              {/* Arabic letters join across elements where no space parts them. */}{' '}
              <span className="top-note phrase">
                <Phrase text={note} />
              </span>
            </>
          )}
        </h1>
      </Fit>
      {warning !== null && <WarningBar countdown={warning} onMore={onMoreTime} />}
    </div>
  );
}
