import { describe, expect, it } from 'vitest';
import { type ServiceInput, serviceStepSchema } from './service-input.ts';
import {
  answerService,
  isLocked,
  type PinState,
  SERVICE_LONGEST_MS,
  SERVICE_OPEN_MS,
  SERVICE_WARNING_MS,
  type ServiceState,
  serviceWarning,
  stepService,
} from './service-machine.ts';

const OPEN: ServiceInput = { act: 'open' };
const DEEDS: readonly (readonly [ServiceState['step'], ServiceInput])[] = [
  ['pin', { act: 'pin', pin: '314159' }],
  ['new-pin', { act: 'choose-pin', pin: '314159' }],
  ['gateway', { act: 'set-gateway', url: 'https://x.example', code: 'ABCDEFGH' }],
  ['panel', { act: 'set-panel', ppi: 149 }],
  ['pads', { act: 'add-pad', profile: 'some-pad', path: '/dev/ttyUSB0' }],
  ['pads', { act: 'remove-pad', slot: 0 }],
  ['senses', { act: 'set-volume', volume: 1 }],
  ['senses', { act: 'set-brightness', percent: 80 }],
  ['self-test', { act: 'run-self-test' }],
  ['bundle', { act: 'make-bundle' }],
];

const at = (mono: number, pin: PinState = 'set', mayOpen = true) => ({ mono, mayOpen, pin });
const page = (step: ServiceState['step'], more: Partial<ServiceState> = {}): ServiceState => ({
  step,
  first: false,
  answer: null,
  until: SERVICE_OPEN_MS,
  latest: SERVICE_LONGEST_MS,
  ...more,
});

describe('the entrance', () => {
  it.each([
    ['set', { step: 'pin', first: false, answer: null }],
    ['unset', { step: 'pin', first: false, answer: 'unset' }],
    ['unreadable', { step: 'pin', first: false, answer: 'unreadable' }],
    ['fresh', { step: 'new-pin', first: true, answer: null }],
  ] as const)('of a terminal whose PIN is %s', (pin, expected) => {
    expect(stepService(null, OPEN, at(0, pin)).state).toMatchObject(expected);
  });

  it('stays shut while somebody is being served, and for anything but its own key', () => {
    expect(stepService(null, OPEN, at(0, 'fresh', false)).state).toBeNull();
    for (const [, deed] of DEEDS) expect(stepService(null, deed, at(0, 'fresh'))).toEqual({ state: null, deed: null });
    expect(stepService(null, { act: 'go', to: 'diagnostics' }, at(0)).state).toBeNull();
  });

  it.each([page('pin'), page('pin', { answer: 'unset' }), page('new-pin', { first: true })])(
    'leads nowhere without the PIN ($step)',
    (locked) => {
      expect(isLocked(locked)).toBe(true);
      for (const to of serviceStepSchema.options) {
        expect(stepService(locked, { act: 'go', to }, at(1)).state).toBe(locked);
      }
      for (const [step, deed] of DEEDS) {
        if (step !== locked.step) expect(stepService(locked, deed, at(1)).deed).toBeNull();
      }
      expect(stepService(locked, { act: 'back' }, at(1)).state).toBeNull();
    },
  );

  it('leads to the menu with the PIN that is right, and with the one just chosen', () => {
    expect(answerService(page('pin', { answer: 'checking' }), 'pin', 'right', 5)).toMatchObject({ step: 'menu' });
    const first = page('new-pin', { first: true, answer: 'checking' });
    expect(answerService(first, 'choose-pin', 'kept', 5)).toMatchObject({ step: 'menu', first: false });
    expect(answerService(first, 'choose-pin', 'not-kept', 5)).toMatchObject({ step: 'new-pin', first: true });
    expect(answerService(page('pin'), 'pin', 'wrong', 5)).toMatchObject({ step: 'pin', answer: 'wrong' });
  });
});

describe('the pages', () => {
  it.each(serviceStepSchema.options)('go to %s and back to the menu, and from there out', (to) => {
    const there = stepService(page('menu'), { act: 'go', to }, at(7)).state;
    expect(there).toEqual(page(to, { until: 7 + SERVICE_OPEN_MS }));
    const menu = stepService(there, { act: 'back' }, at(8)).state;
    expect(menu).toMatchObject({ step: 'menu' });
    expect(stepService(menu, { act: 'back' }, at(9)).state).toBeNull();
    expect(stepService(there, { act: 'close' }, at(9)).state).toBeNull();
  });

  it.each(DEEDS)(
    '%s: does its own deed, once at a time where it must be waited for, and no other page’s',
    (step, deed) => {
      const turn = stepService(page(step, { answer: 'kept' }), deed, at(3));
      expect(turn.deed).toEqual(deed);
      const waits = deed.act === 'pin' || deed.act === 'choose-pin';
      expect(turn.state?.answer).toBe(waits ? 'checking' : null);
      if (waits) expect(stepService(turn.state, deed, at(4)).deed).toBeNull();
      for (const [elsewhere] of DEEDS) {
        if (elsewhere !== step) expect(stepService(page(elsewhere), deed, at(3)).deed).toBeNull();
      }
    },
  );

  it('show an answer only on the page that asked', () => {
    const menu = page('menu');
    expect(answerService(menu, 'set-gateway', 'kept', 5)).toBe(menu);
    expect(answerService(page('gateway'), 'set-gateway', 'bad-code', 5)).toMatchObject({ answer: 'bad-code' });
  });

  it('warn before they close, and any touch keeps them', () => {
    const menu = page('menu');
    const warnsAt = SERVICE_OPEN_MS - SERVICE_WARNING_MS;
    expect(serviceWarning(menu, warnsAt - 1)).toBeNull();
    expect(serviceWarning(menu, warnsAt)).toEqual({ remainingMs: SERVICE_WARNING_MS, totalMs: SERVICE_WARNING_MS });
    for (const input of [{ act: 'stay' }, OPEN, { act: 'set-panel', ppi: 100 }] as const) {
      const touched = stepService(menu, input, at(warnsAt)).state;
      expect(touched).toEqual({ ...menu, until: warnsAt + SERVICE_OPEN_MS });
    }
  });
});
