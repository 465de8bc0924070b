import { PressButton, type PressButtonProps } from './press-button.tsx';

/** A command. All of them look alike: none is to be preferred. */
export function ActionButton({ children, ...props }: Omit<PressButtonProps, 'className' | 'on'>) {
  return (
    <PressButton {...props} className="action">
      <span className="action-word">{children}</span>
    </PressButton>
  );
}
