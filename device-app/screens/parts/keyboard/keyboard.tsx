import { type ReactNode, useState } from 'react';
import { useWording } from '../../texts/texts.ts';
import { Fit } from '../fit.tsx';
import { Icon } from '../icons.tsx';
import type { Candidate } from '../pinyin/find-candidates.ts';
import { CandidateBar } from './candidate-bar.tsx';
import { EraseKey } from './erase-key.tsx';
import { LAYOUTS, SCRIPTS, type Script, SHIFT, SPACES, STACK } from './layouts.data.ts';
import { TypeKey } from './type-key.tsx';
import { subjoined } from './writing.ts';

export interface KeyboardProps {
  readonly script: Script;
  readonly onScript: (script: Script) => void;
  /** Letters wait to become characters: what they may mean; null while none wait. */
  readonly candidates: readonly Candidate[] | null;
  /** Tells one set of candidates from another. */
  readonly letters: string;
  /** Changes with every key. */
  readonly epoch: number;
  readonly onCharacter: (character: string) => void;
  readonly onChoose: (candidate: Candidate) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
  /** Stands in the place of the bar for as long as it is there. */
  readonly instead: ReactNode;
}

/** Three rows of keys under a bar of candidates, or of further signs. Left to right in every language, as keyboards are. */
export function Keyboard(props: KeyboardProps) {
  const { script, candidates, epoch, onCharacter, onErase, instead } = props;
  const { t } = useWording();
  const [held, setHeld] = useState<typeof SHIFT | typeof STACK | null>(null);
  const [signs, setSigns] = useState(false);
  const layout = LAYOUTS[script];
  const { rows, bar } = signs ? layout.signs : layout;
  const others = signs ? 'reasons.key.letters' : 'reasons.key.signs';

  const faceOf = (key: string) => (held === SHIFT ? key.toUpperCase() : held === STACK ? subjoined(key) : key);
  const press = (key: string) => {
    if (key === SHIFT || key === STACK) {
      setHeld(held === key ? null : key);
      return;
    }
    onCharacter(faceOf(key));
    setHeld(null);
  };
  const keyOf = (key: string) => (
    <Key key={key} name={key} face={faceOf(key)} held={held === key} epoch={epoch} onPress={() => press(key)} />
  );
  return (
    // A key takes no focus: it stays where the text is.
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps the focus, does nothing else
    <div className="typing" dir="ltr" lang={layout.lang} onMouseDown={(event) => event.preventDefault()}>
      <div className={instead === null ? 'typebar' : 'typebar typebar-warning'}>
        {instead ??
          (candidates === null ? (
            <IdleBar {...props} keys={bar.map(keyOf)} />
          ) : (
            <CandidateBar key={props.letters} {...props} candidates={candidates} />
          ))}
      </div>
      <div className="typerow">{rows[0].map(keyOf)}</div>
      <div className="typerow">
        {rows[1].map(keyOf)}
        <EraseKey epoch={epoch} onErase={onErase} />
      </div>
      <div className="typerow">
        {candidates === null ? (
          <TypeKey
            name="signs"
            clip={others}
            epoch={epoch}
            className="typekey-command"
            label={`${signs ? layout.sign : '123'}，${t(others)}`}
            onPress={() => setSigns(!signs)}
          >
            {signs ? layout.sign : '123'}
          </TypeKey>
        ) : (
          <TypeKey
            name="split"
            clip="reasons.key.split"
            epoch={epoch}
            className="typekey-command"
            onPress={() => onCharacter("'")}
          >
            {t('reasons.key.split')}
          </TypeKey>
        )}
        <ScriptKey {...props} onSwitch={() => setSigns(false)} />
        {rows[2].map(keyOf)}
        <TypeKey
          name="space"
          clip={candidates === null ? 'reasons.key.space' : 'reasons.key.pick'}
          epoch={epoch}
          className="typekey-command"
          label={t(candidates === null ? 'reasons.key.space' : 'reasons.key.pick')}
          onPress={() => onCharacter(SPACES[script])}
        >
          <Icon name={candidates === null ? 'space' : 'check'} />
        </TypeKey>
      </div>
    </div>
  );
}

function IdleBar({ keys, epoch, onClear }: KeyboardProps & { readonly keys: ReactNode }) {
  const { t, language } = useWording();
  return (
    <>
      {keys}
      <TypeKey
        name="clear"
        clip="reasons.clear"
        epoch={epoch}
        className="typekey-command typekey-text"
        onPress={onClear}
      >
        <Fit as="span" className="typekey-fit" largest={3.8} smallest={3.5}>
          <span className="typekey-short" lang={language} data-fit>
            {t('reasons.clear')}
          </span>
        </Fit>
      </TypeKey>
    </>
  );
}

interface KeyProps {
  readonly name: string;
  readonly face: string;
  readonly held: boolean;
  readonly epoch: number;
  readonly onPress: () => void;
}

function Key({ name, face, held, epoch, onPress }: KeyProps) {
  const { t } = useWording();
  if (name === SHIFT || name === STACK) {
    return (
      <TypeKey
        name={name}
        clip={`reasons.key.${name}`}
        epoch={epoch}
        className="typekey-command"
        on={held}
        label={t(`reasons.key.${name}`)}
        onPress={onPress}
      >
        {name === SHIFT ? <Icon name="capital" /> : 'ྐ'}
      </TypeKey>
    );
  }
  return (
    <TypeKey name={name} epoch={epoch} onPress={onPress}>
      {/* A vowel sign or a letter for under another one stands on a letter that only holds it. */}
      {/^[\u0f71-\u0f84\u0f90-\u0fbc]$/.test(face) ? `\u25cc${face}` : face}
    </TypeKey>
  );
}

/** To the next script of the reader's language. */
function ScriptKey({ script, onScript, epoch, onSwitch }: KeyboardProps & { readonly onSwitch: () => void }) {
  const { t, language } = useWording();
  const scripts = SCRIPTS[language];
  const next = scripts[(scripts.indexOf(script) + 1) % scripts.length] ?? script;
  const { sign, lang } = LAYOUTS[next];
  return (
    <TypeKey
      name="script"
      epoch={epoch}
      className="typekey-command typekey-text"
      label={t('reasons.key.script', { name: sign })}
      onPress={() => {
        onSwitch();
        onScript(next);
      }}
    >
      <span lang={lang}>{sign}</span>
    </TypeKey>
  );
}
