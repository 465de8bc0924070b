import { STANDARD_DISPLAY } from '@mingjing/shared/domain/display-words.ts';
import { expect, it } from 'vitest';
import type { Intent } from '../core/screen/intent.ts';
import { createIntentIntake } from './intent-intake.ts';

/** Records who was told what; whatever is not scripted throws. */
function intake(isKiosk: boolean) {
  const told: string[] = [];
  const unscripted = new Proxy({}, { get: (_, name) => () => expect.unreachable(`asked for ${String(name)}`) });
  const take = createIntentIntake({
    selfTest: { take: () => false },
    keyboard: unscripted as never,
    voice: unscripted as never,
    service: unscripted as never,
    staff: unscripted as never,
    kiosk: isKiosk ? ({ touched: () => told.push('kiosk') } as never) : null,
    choices: isKiosk ? null : { touched: () => told.push('choices') },
    dispatch: ({ kind }) => told.push(kind),
    ratingId: () => expect.unreachable('nobody rates'),
  });
  return { take, told };
}

const CHOICES: readonly Exclude<Intent, { kind: 'painted' }>[] = [
  { kind: 'set-language', language: 'ug' },
  { kind: 'set-display', display: { ...STANDARD_DISPLAY, elder: true } },
];

it.each(CHOICES)('tells the kiosk of a citizen who is there: $kind, once the session has it', (intent) => {
  const kiosk = intake(true);
  kiosk.take(intent);
  expect(kiosk.told).toEqual([intent.kind, 'kiosk']);
  const window = intake(false);
  window.take(intent);
  expect(window.told).toEqual([intent.kind]);
});

it('tells whoever keeps what was chosen that somebody is there, and no session', () => {
  const [kiosk, window] = [intake(true), intake(false)];
  for (const { take } of [kiosk, window]) take({ kind: 'present' });
  expect([kiosk.told, window.told]).toEqual([['kiosk'], ['choices']]);
});
