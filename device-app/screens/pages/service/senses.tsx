import { ActionButton } from '../../parts/action-button.tsx';
import { Fit } from '../../parts/fit.tsx';
import { Phrase } from '../../parts/phrase.tsx';
import { PressButton } from '../../parts/press-button.tsx';
import { ServiceFrame } from '../../parts/service-frame.tsx';
import { playTestTone } from '../../parts/test-tone.ts';
import { useServiceWording } from '../../texts/service/service-texts.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { StepProps } from './step-props.ts';

type View = StepProps<'senses'>['view'];

const VOLUMES = [0, 1, 2, 3] as const;
/** Percent. Below 30 no code can be read off the panel. */
const BRIGHTNESSES = [30, 50, 70, 85, 100] as const;

/** How loud and how bright a terminal starts for everybody. */
export function SensesStep({ view, warning, act }: StepProps<'senses'>) {
  const { t } = useServiceWording();
  const { volume, brightness, answer } = view;
  return (
    <ServiceFrame
      step="senses"
      note={answer === null ? undefined : t(answer === 'kept' ? 'kept' : 'notKept')}
      warning={warning}
      act={act}
      actions={
        <ActionButton target="listen" onPress={() => playTestTone(view.quiet ? 0 : volume)}>
          {t('senses.listen')}
        </ActionButton>
      }
    >
      <Choice
        name={t('senses.volume')}
        options={VOLUMES.map((step) => ({ value: step, words: t(`senses.volumes.v${step}`) }))}
        chosen={volume}
        onChoose={(to) => act({ act: 'set-volume', volume: to })}
      />
      {brightness === null ? (
        <Note words={t('senses.fixed')} />
      ) : (
        <Choice
          name={t('senses.brightness')}
          options={BRIGHTNESSES.map((percent) => ({ value: percent, words: t('senses.percent', { percent }) }))}
          chosen={nearest(brightness)}
          onChoose={(percent) => act({ act: 'set-brightness', percent })}
        />
      )}
      <Note words={view.quiet ? t('senses.quiet') : voicesOf(view, t)} />
    </ServiceFrame>
  );
}

/** The step that shows a brightness set elsewhere. */
function nearest(percent: number): number {
  return BRIGHTNESSES.reduce((best, one) => (Math.abs(one - percent) < Math.abs(best - percent) ? one : best));
}

function voicesOf({ voices }: View, t: ReturnType<typeof useServiceWording>['t']): string {
  const names = voices.map(
    (voice) => Object.entries(TEXTS).find(([code]) => code === voice)?.[1].language.name ?? voice,
  );
  return names.length === 0 ? t('senses.noVoices') : t('senses.voices', { names: names.join(' · ') });
}

interface ChoiceProps {
  readonly name: string;
  readonly options: readonly { readonly value: number; readonly words: string }[];
  readonly chosen: number;
  readonly onChoose: (value: number) => void;
}

function Choice({ name, options, chosen, onChoose }: ChoiceProps) {
  return (
    <Fit className="senses-choice" largest={6} smallest={3.5} label={name}>
      <p className="senses-name phrase" data-fit>
        <Phrase text={name} />
      </p>
      <div className="senses-options">
        {options.map(({ value, words }) => (
          <PressButton
            key={value}
            className="choice senses-option"
            target={`${name}-${value}`}
            on={value === chosen}
            onPress={() => onChoose(value)}
          >
            <span className="choice-words" data-fit>
              {words}
            </span>
          </PressButton>
        ))}
      </div>
    </Fit>
  );
}

function Note({ words }: { readonly words: string }) {
  return (
    <Fit className="senses-note" largest={5.5} smallest={3.6}>
      <p className="senses-note-words phrase" data-fit>
        <Phrase text={words} />
      </p>
    </Fit>
  );
}
