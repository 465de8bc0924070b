import type { Countdown } from '@mingjing/device-app/core/screen/screen-state.ts';
import type { ReactNode } from 'react';
import { WarningBar } from './warning-bar.tsx';

export interface TopBarProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly warning: Countdown | null;
  readonly onMoreTime: () => void;
}

/** The title of a page that waits for an answer; the warning stands in for it when time runs short. */
export function TopBar({ title, note, warning, onMoreTime }: TopBarProps) {
  return (
    <div className="top">
      <h1 className={warning === null ? 'top-title' : 'unseen'}>
        <span className="top-word">{title}</span>
        {note !== undefined && <span className="top-note">{note}</span>}
      </h1>
      {warning !== null && <WarningBar countdown={warning} onMore={onMoreTime} />}
    </div>
  );
}
