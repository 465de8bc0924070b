import type { ClipId } from '@mingjing/device-app/core/voice/clips.ts';
import type { Language } from '@mingjing/shared/domain/display.ts';
import type { ReactNode } from 'react';
import { type PressSource, usePress } from '../touch/use-press.ts';

export interface PressButtonProps {
  /** Names the target for the repeat lock; buttons of one name are one target. */
  readonly target: string;
  readonly onPress: (source: PressSource) => void;
  readonly className: string;
  readonly label?: string;
  /** For a button that stays down. */
  readonly on?: boolean;
  /** For a button that opens something: whether it is open. */
  readonly expanded?: boolean;
  /** What says it to who is guided by ear. */
  readonly clip?: ClipId | readonly ClipId[] | undefined;
  /** Its words come from data, in this language: besides its clip a voice of the system says them, where there is one. */
  readonly voiced?: Language | undefined;
  readonly children: ReactNode;
}

/** The button under everything that can be pressed. */
export function PressButton({ target, onPress, className, ...props }: PressButtonProps) {
  const { label, on, expanded, clip, voiced, children } = props;
  const press = usePress(target, onPress);
  return (
    <button
      type="button"
      className={className}
      aria-label={label}
      aria-pressed={on}
      aria-expanded={expanded}
      data-clip={typeof clip === 'object' ? clip.join(' ') : clip}
      data-voiced={voiced}
      {...press}
    >
      {children}
    </button>
  );
}
