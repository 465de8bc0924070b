import { useWording } from '../texts/texts.ts';
import { PressButton } from './press-button.tsx';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export interface KeypadProps {
  /** Changes with every key: the same digit twice in a row is two digits, not a repeated press. */
  readonly epoch: number;
  readonly onKey: (key: string) => void;
}

/** A telephone's digits. Left to right in every language. */
export function Keypad({ epoch, onKey }: KeypadProps) {
  const { t } = useWording();
  const digit = (key: string) => (
    <PressButton key={key} className="key" target={`key-${key}-${epoch}`} onPress={() => onKey(key)}>
      {key}
    </PressButton>
  );
  return (
    <div className="keypad" dir="ltr">
      {DIGITS.map(digit)}
      <PressButton className="key key-word" target={`key-erase-${epoch}`} onPress={() => onKey('Backspace')}>
        {t('staff.erase')}
      </PressButton>
      {digit('0')}
      <PressButton className="key key-word" target={`key-onwards-${epoch}`} onPress={() => onKey('Enter')}>
        {t('staff.onwards')}
      </PressButton>
    </div>
  );
}
