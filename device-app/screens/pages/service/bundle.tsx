import { ActionButton } from '../../parts/action-button.tsx';
import { Fit } from '../../parts/fit.tsx';
import { Phrase } from '../../parts/phrase.tsx';
import { ServiceFrame } from '../../parts/service-frame.tsx';
import { useServiceWording } from '../../texts/service/service-texts.ts';
import type { StepProps } from './step-props.ts';

/** Enough of a digest to be compared over the telephone. */
const DIGEST_SHOWN = 16;

/** One file for support, with nothing in it that is nobody else's business. */
export function BundleStep({ view, warning, act }: StepProps<'bundle'>) {
  const { t } = useServiceWording();
  const { state, made } = view;
  return (
    <ServiceFrame
      step="bundle"
      warning={warning}
      act={act}
      actions={
        state !== 'making' && (
          <ActionButton target="make" onPress={() => act({ act: 'make-bundle' })}>
            {t('bundle.make')}
          </ActionButton>
        )
      }
    >
      <Fit className="bundle-fit" largest={6.5} smallest={3.6}>
        <div className="bundle" data-fit>
          {made === null && (
            <p className="bundle-text phrase">
              <Phrase text={t('bundle.text')} />
            </p>
          )}
          <p className="bundle-state phrase" role="status" data-wrong={state === 'failed' || undefined}>
            {state !== 'none' && <Phrase text={t(`bundle.${wordOf(view)}`)} />}
          </p>
          {made !== null && (
            <dl className="bundle-facts">
              <Fact term={t('bundle.file')} value={made.file} />
              <Fact term={t('bundle.size')} value={sizeOf(made.bytes)} />
              <Fact term={t('bundle.digest')} value={`${made.sha256.slice(0, DIGEST_SHOWN)}…`} />
            </dl>
          )}
        </div>
      </Fit>
    </ServiceFrame>
  );
}

/** Nobody walks off with a stick that has nothing on it. */
function wordOf({ state, made }: StepProps<'bundle'>['view']): 'making' | 'failed' | 'stick' | 'kept' {
  if (state === 'making' || state === 'failed') return state;
  return made?.onStick ? 'stick' : 'kept';
}

function Fact({ term, value }: { readonly term: string; readonly value: string }) {
  return (
    <div className="bundle-fact">
      <dt>{term}</dt>
      <dd dir="ltr">{value}</dd>
    </div>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
