import { Icon, type IconName } from './icons.tsx';

export type MarkState = 'good' | 'bad' | 'open';

const ICON_OF: Readonly<Record<MarkState, IconName>> = { good: 'check', bad: 'cross', open: 'dash' };

/** How something stands: by its shape as well as by its colour. The words beside it say the same. */
export function ServiceMark({ state }: { readonly state: MarkState }) {
  return (
    <span className="service-mark" data-state={state} aria-hidden="true">
      <Icon name={ICON_OF[state]} />
    </span>
  );
}
