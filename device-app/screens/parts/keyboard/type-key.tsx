import { keyClip } from '@mingjing/device-app/core/voice/clips.ts';
import type { ReactNode } from 'react';
import { PressButton, type PressButtonProps } from '../press-button.tsx';

export interface TypeKeyProps extends Pick<PressButtonProps, 'clip' | 'voiced'> {
  readonly name: string;
  /** Changes with every key: the same letter twice in a row is two letters, not a repeated press. */
  readonly epoch: number;
  readonly onPress: () => void;
  /** For a screen reader, where the face is no word. */
  readonly label?: string;
  readonly on?: boolean;
  /** How many places of a row it takes. */
  readonly places?: number;
  readonly className?: string;
  readonly children: ReactNode;
}

/** One key of the keyboard on the glass. */
export function TypeKey({ name, epoch, onPress, label, on, places = 1, className = '', ...props }: TypeKeyProps) {
  const { clip = keyClip(name), voiced, children } = props;
  return (
    <PressButton
      className={`typekey typekey-${places} ${className}`}
      target={`type-${name}-${epoch}`}
      onPress={onPress}
      clip={clip}
      voiced={voiced}
      {...(label !== undefined && { label })}
      {...(on !== undefined && { on })}
    >
      {children}
    </PressButton>
  );
}
