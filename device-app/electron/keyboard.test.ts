import { describe, expect, it } from 'vitest';
import { isKeyAllowed } from './keyboard.ts';

const press = (chord: string) => {
  const parts = chord.split('+');
  const key = parts.pop() ?? '';
  return {
    type: 'keyDown',
    key: key === 'Plus' ? '+' : key,
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
    'Process',
    'Shift',
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

  it('lets every release pass, or a key would seem stuck', () => {
    expect(isKeyAllowed({ ...press('Ctrl+r'), type: 'keyUp' })).toBe(true);
  });
});
