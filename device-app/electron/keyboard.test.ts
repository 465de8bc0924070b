import { describe, expect, it } from 'vitest';
import { isKeyAllowed } from './keyboard.ts';

const press = (chord: string) => {
  const parts = chord.split('+');
  const key = parts.pop() ?? '';
  return {
    type: 'keyDown',
    key: key === 'Plus' ? '+' : key,
    code: /^[A-Za-z]$/.test(key) ? `Key${key.toUpperCase()}` : key,
    shift: parts.includes('Shift'),
    control: parts.includes('Ctrl'),
    alt: parts.includes('Alt'),
    meta: parts.includes('Meta'),
  };
};

describe('isKeyAllowed', () => {
  it.each([
    '1',
    '5',
    'a',
    'Z',
    '好',
    ' ',
    'Tab',
    'Enter',
    'Escape',
    'Backspace',
    'ArrowLeft',
    'Home',
    'AudioVolumeUp',
    'AudioVolumeDown',
    'Process',
    'Shift',
    'F13',
    'F24',
    'Ctrl+Shift+D',
  ])('lets %s pass', (chord) => {
    expect(isKeyAllowed(press(chord))).toBe(true);
  });

  it.each([
    ...['F1', 'F5', 'F11', 'F12', 'PrintScreen', 'ContextMenu', 'BrowserBack', 'BrowserHome', 'Meta', 'Alt', 'Control'],
    ...['Ctrl+r', 'Ctrl+w', 'Ctrl+p', 'Ctrl+Plus', 'Ctrl+-', 'Ctrl+0', 'Ctrl+I', 'Ctrl+Tab', 'Ctrl+ArrowLeft'],
    ...['Alt+F4', 'Alt+ArrowLeft', 'Alt+Enter', 'Meta+l', 'Meta+d', 'Ctrl+Alt+Delete'],
    // AltGr and friends of a key name that is yet to be invented:
    ...['LaunchApplication9', ''],
  ])('holds %j back', (chord) => {
    expect(isKeyAllowed(press(chord))).toBe(false);
  });

  it.each(['Numpad1', 'Numpad3', 'Numpad5', 'NumpadEnter'])('lets %s pass, also without number lock', (code) => {
    expect(isKeyAllowed({ ...press('PageDown'), code })).toBe(true);
  });

  it('lets the technician in by that chord alone', () => {
    for (const chord of [
      'Ctrl+D',
      'Ctrl+Alt+Shift+D',
      'Meta+Ctrl+Shift+D',
      'Ctrl+Shift+I',
      'Ctrl+F13',
      'Alt+Numpad1',
    ]) {
      expect(isKeyAllowed(press(chord)), chord).toBe(false);
    }
  });

  it('lets every release pass, or a key would seem stuck', () => {
    expect(isKeyAllowed({ ...press('Ctrl+r'), type: 'keyUp' })).toBe(true);
  });
});
