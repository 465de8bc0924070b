import type { VersionedCatalogue } from '@mingjing/shared/domain/service-catalogue.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KioskInput, NUMBER_MAX } from './kiosk-input.ts';
import { type KioskContext, type KioskEvent, type KioskState, stepKiosk, UNTOUCHED } from './kiosk-machine.ts';
import { kioskPageOf, nextKioskChangeAt } from './kiosk-page-of.ts';

const IDLE_MS = 60_000;
const WARNING_MS = 20_000;
const CATALOGUE: VersionedCatalogue = {
  version: '0123456789abcdef',
  catalogue: {
    halls: [
      {
        id: 'city',
        name: '市政务服务大厅',
        windows: [
          { id: 'w1', name: '1号窗口', department: '市人社局', matters: [{ id: 'card', name: '社保卡补办' }] },
          { id: 'help', name: '咨询台', matters: [] },
        ],
      },
      { id: 'town', name: '便民服务中心', windows: [{ id: 'w1', name: '综合窗口', matters: [] }] },
    ],
  },
};
const ONE_HALL = { ...CATALOGUE, catalogue: { halls: CATALOGUE.catalogue.halls.slice(0, 1) } };
const world: KioskContext = { mono: 1_000, idleMs: IDLE_MS, catalogue: CATALOGUE, isAsSet: false, mayRate: true };
const around = { mono: 1_000, warningMs: WARNING_MS, catalogue: CATALOGUE, hasScanner: true };

function walk(events: readonly KioskEvent[], context = world, from: KioskState = UNTOUCHED) {
  return events.reduce((step, event) => stepKiosk(step.state, event, context), { state: from, act: null } as ReturnType<
    typeof stepKiosk
  >);
}
const way = (which: 'scan' | 'number' | 'place'): KioskInput => ({ act: 'way', way: which });
const keys = (text: string): KioskInput[] => [...text].map((key) => ({ act: 'key', key }));
const choose = (id: string): KioskInput => ({ act: 'choose', id });
const pageAfter = (events: readonly KioskEvent[], context = world) =>
  kioskPageOf(walk(events, context).state, { ...around, catalogue: context.catalogue });

describe('the start', () => {
  it.each([
    [{ hasScanner: true, catalogue: CATALOGUE }, ['scan', 'number', 'place']],
    [{ hasScanner: false, catalogue: CATALOGUE }, ['number', 'place']],
    [{ hasScanner: true, catalogue: null }, ['scan', 'number']],
  ])('offers only the ways that are there', (has, ways) => {
    expect(kioskPageOf(UNTOUCHED, { ...around, ...has })).toEqual({ kind: 'kiosk-start', ways, warning: null });
  });

  it('offers no choice where there is no catalogue, whatever the screen says', () => {
    expect(walk([way('place')], { ...world, catalogue: null }).state.spot).toEqual({ kind: 'start' });
  });
});

describe('typing a number', () => {
  it('looks a number up, which stays to be corrected', () => {
    const typed = [way('number'), ...keys('3701X'), { act: 'delete' } as const];
    expect(pageAfter(typed)).toMatchObject({ text: '3701', notice: null });
    expect(walk([...typed, { act: 'enter' }])).toMatchObject({
      act: { kind: 'look-up', serialNumber: '3701' },
      state: { spot: { kind: 'number', text: '3701', notice: null } },
    });
  });

  it.each(['', '370', '3701-', `${'1'.repeat(NUMBER_MAX - 1)}-`])(
    'says of %s that it goes on, until it does',
    (text) => {
      const typed = [way('number'), ...keys(text), { act: 'enter' } as const];
      expect(walk(typed).act).toBeNull();
      expect(pageAfter(typed)).toMatchObject({ text, notice: 'unfinished' });
      expect(pageAfter([...typed, ...keys('7')])).toMatchObject({ notice: null });
      expect(pageAfter([...typed, { act: 'delete' }])).toMatchObject({ notice: null });
    },
  );

  it.each(['11010519491231002X', '440524188001010014'])(
    'wipes the identity number %s at once and looks nothing up',
    (text) => {
      const typed = [way('number'), ...keys(text), { act: 'enter' } as const];
      expect(walk(typed).act).toBeNull();
      expect(JSON.stringify(walk(typed))).not.toContain(text.slice(0, 6));
      expect(pageAfter(typed)).toMatchObject({ text: '', notice: 'citizen-number' });
      expect(pageAfter([...typed, ...keys('7')])).toMatchObject({ text: '7', notice: null });
    },
  );

  it('begins with a letter or a digit', () => {
    expect(pageAfter([way('number'), ...keys('-_./A_1')])).toMatchObject({ text: 'A_1' });
  });

  it('ends at the longest number there is', () => {
    const typed = [way('number'), ...keys('1'.repeat(NUMBER_MAX + 9))];
    expect(walk([...typed, { act: 'enter' }]).act).toEqual({ kind: 'look-up', serialNumber: '1'.repeat(NUMBER_MAX) });
  });

  it('is forgotten on the way back', () => {
    expect(pageAfter([way('number'), ...keys('3701'), { act: 'back' }, way('number')])).toMatchObject({ text: '' });
  });
});

describe('choosing without a ticket', () => {
  it('goes from hall to window to matter', () => {
    expect(pageAfter([way('place')])).toMatchObject({
      step: 'hall',
      path: [],
      entries: [{ id: 'city' }, { id: 'town' }],
    });
    expect(pageAfter([way('place'), choose('city')])).toMatchObject({
      step: 'window',
      path: ['市政务服务大厅'],
      entries: [
        { id: 'w1', note: '市人社局' },
        { id: 'help', note: null },
      ],
    });
    expect(pageAfter([way('place'), choose('city'), choose('w1')])).toMatchObject({
      step: 'matter',
      path: ['市政务服务大厅', '1号窗口'],
      entries: [{ id: 'card', name: '社保卡补办' }],
    });
    expect(walk([way('place'), choose('city'), choose('w1'), choose('card')]).act).toEqual({
      kind: 'rate',
      place: { hallId: 'city', windowId: 'w1', matterId: 'card', catalogueVersion: CATALOGUE.version },
      windowName: '1号窗口',
      matterName: '社保卡补办',
    });
  });

  it('ends with a consultation at any window', () => {
    expect(walk([way('place'), choose('city'), choose('help'), { act: 'choose-other' }]).act).toEqual({
      kind: 'rate',
      place: { hallId: 'city', windowId: 'help', catalogueVersion: CATALOGUE.version },
      windowName: '咨询台',
      matterName: null,
    });
    expect(walk([way('place'), choose('city'), { act: 'choose-other' }]).act).toBeNull();
  });

  it('waits for its turn so soon after another, and keeps what was chosen', () => {
    const context = { ...world, mayRate: false };
    const chosen = [way('place'), choose('city'), choose('w1')];
    for (const last of [choose('card'), { act: 'choose-other' } as const]) {
      expect(walk([...chosen, last], context)).toEqual({
        act: { kind: 'too-soon' },
        state: { ...walk(chosen).state, deadline: world.mono + IDLE_MS },
      });
    }
  });

  it('does not ask for the hall where there is one', () => {
    const context = { ...world, catalogue: ONE_HALL };
    expect(pageAfter([way('place')], context)).toMatchObject({ step: 'window', path: ['市政务服务大厅'] });
    expect(walk([way('place'), { act: 'back' }], context).state.spot).toEqual({ kind: 'start' });
  });

  it('goes back step by step', () => {
    const deep = [way('place'), choose('city'), choose('w1')];
    expect(pageAfter([...deep, { act: 'back' }])).toMatchObject({ step: 'window' });
    expect(pageAfter([...deep, { act: 'back' }, { act: 'back' }])).toMatchObject({ step: 'hall' });
    expect(pageAfter([...deep, { act: 'back' }, { act: 'back' }, { act: 'back' }])).toMatchObject({
      kind: 'kiosk-start',
    });
  });

  it('shows the catalogue as it is now, when what was chosen is no longer in it', () => {
    const { state } = walk([way('place'), choose('city'), choose('w1')]);
    const changed = {
      ...CATALOGUE,
      catalogue: {
        halls: CATALOGUE.catalogue.halls
          .slice(1)
          .concat({ id: 'new', name: '新大厅', windows: [{ id: 'a', name: '甲', matters: [] }] }),
      },
    };
    expect(kioskPageOf(state, { ...around, catalogue: changed })).toMatchObject({ step: 'hall' });
    const stale = stepKiosk(state, choose('card'), { ...world, catalogue: changed });
    expect(stale.act).toBeNull();
  });
});

describe('time', () => {
  it('does not run before the first touch, nor when going back from the start', () => {
    expect(walk([{ act: 'back' }]).state).toEqual(UNTOUCHED);
    expect(nextKioskChangeAt(UNTOUCHED, 0, WARNING_MS)).toBeNull();
  });

  it('warns, gives all of it again without limit, and else returns to the start and forgets', () => {
    let { state } = walk([way('number'), ...keys('37010')]);
    for (let round = 1; round <= 12; round += 1) {
      const deadline = state.deadline as number;
      const warnsAt = nextKioskChangeAt(state, deadline - IDLE_MS, WARNING_MS) as number;
      expect(warnsAt).toBe(deadline - WARNING_MS);
      expect(kioskPageOf(state, { ...around, mono: warnsAt }).warning).toEqual({
        remainingMs: WARNING_MS,
        totalMs: WARNING_MS,
      });
      expect(nextKioskChangeAt(state, warnsAt, WARNING_MS)).toBe(deadline);
      expect(stepKiosk(state, { act: 'tick' }, { ...world, mono: deadline - 1 })).toEqual({ state, act: null });
      state = stepKiosk(state, { act: 'more-time' }, { ...world, mono: deadline - 1 }).state;
      expect(state).toMatchObject({ spot: { text: '37010' }, deadline: deadline - 1 + IDLE_MS });
    }
    const end = stepKiosk(state, { act: 'tick' }, { ...world, mono: state.deadline as number });
    expect(end).toEqual({ state: UNTOUCHED, act: { kind: 'left' } });
  });

  it('does not run at a start as the settings have it: nothing would be lost', () => {
    const asSet = { ...world, isAsSet: true };
    for (const events of [
      [way('number'), { act: 'back' }],
      [way('place'), { act: 'back' }],
      [{ act: 'touched' }],
    ] as const) {
      expect(walk(events, asSet).state).toEqual(UNTOUCHED);
    }
    expect(walk([way('number'), { act: 'touched' }], asSet).state.deadline).toBe(world.mono + IDLE_MS);
  });

  it('begins with a language or a display that somebody chose', () => {
    expect(walk([{ act: 'touched' }]).state).toEqual({ spot: { kind: 'start' }, deadline: world.mono + IDLE_MS });
  });
});

it('whatever is done: a session begins from nothing left over, and every touch gives the whole time', () => {
  const event = fc.oneof(
    fc.constantFrom<KioskInput>(
      way('scan'),
      way('number'),
      way('place'),
      { act: 'delete' },
      { act: 'enter' },
      { act: 'back' },
      { act: 'choose-other' },
      { act: 'more-time' },
    ),
    fc.constantFrom('0', '7', 'A', '-').map((key): KioskInput => ({ act: 'key', key })),
    fc.constantFrom('city', 'town', 'w1', 'help', 'card', 'gone').map(choose),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), fc.constantFrom(CATALOGUE, ONE_HALL, null), (events, catalogue) => {
      let state = UNTOUCHED;
      for (const [at, one] of events.entries()) {
        const context = { mono: at, idleMs: IDLE_MS, catalogue, isAsSet: at % 3 === 0, mayRate: at % 2 === 0 };
        const step = stepKiosk(state, one, context);
        const isFresh = step.state === UNTOUCHED && context.isAsSet;
        expect(step.state === state || isFresh || step.state.deadline === at + IDLE_MS).toBe(true);
        if (step.act?.kind === 'rate') expect(context.mayRate).toBe(true);
        if (step.act?.kind === 'rate') expect(step.act.place.catalogueVersion).toBe(catalogue?.version);
        state = step.state;
      }
      expect(stepKiosk(state, { act: 'session-began' }, world).state).toEqual(UNTOUCHED);
    }),
  );
});
