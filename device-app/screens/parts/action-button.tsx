import { Fit } from './fit.tsx';
import { Phrase } from './phrase.tsx';
import { PressButton, type PressButtonProps } from './press-button.tsx';

export interface ActionButtonProps extends Omit<PressButtonProps, 'className' | 'on' | 'children'> {
  readonly children: string;
}

/** A command. All of them look alike: none is to be preferred. */
export function ActionButton({ children, ...props }: ActionButtonProps) {
  return (
    <PressButton {...props} className="action">
      <Fit as="span" className="action-fit" largest={6} smallest={3.5}>
        <span className="action-word phrase" data-fit>
          <Phrase text={children} />
        </span>
      </Fit>
    </PressButton>
  );
}
