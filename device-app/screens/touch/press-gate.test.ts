import { describe, expect, it } from 'vitest';
import { createPressGate } from './press-gate.ts';

function gateOnPage() {
  let now = 0;
  const gate = createPressGate({ now: () => now, newPageGuardMs: () => 400, repeatIgnoreMs: () => 500, palmMm: 25 });
  gate.turn('invitation/a');
  gate.shown('invitation/a');
  const pass = (ms: number) => {
    now += ms;
  };
  return { gate, pass };
}

describe('the guard of a new page', () => {
  it('ignores presses until 400 ms after the page was seen', () => {
    const { gate, pass } = gateOnPage();
    pass(399);
    expect(gate.admit('level')).toBe(false);
    pass(1);
    expect(gate.admit('level')).toBe(true);
  });

  it('admits nothing while a page is rendered but not yet seen, however long that takes', () => {
    const { gate, pass } = gateOnPage();
    pass(1000);
    gate.turn('undo/a');
    pass(60_000);
    expect(gate.ready()).toBe(false);
    gate.shown('undo/a');
    pass(400);
    expect(gate.ready()).toBe(true);
  });

  it('runs once for a page: later snapshots of it and heartbeats do not start it again', () => {
    const { gate, pass } = gateOnPage();
    pass(400);
    gate.turn('invitation/a');
    gate.shown('invitation/a');
    expect(gate.ready()).toBe(true);
  });

  it('is not opened by the paint of a page that was already left', () => {
    const { gate, pass } = gateOnPage();
    gate.turn('undo/a');
    gate.shown('invitation/a');
    pass(5000);
    expect(gate.ready()).toBe(false);
  });
});

describe('repeated presses', () => {
  it('are ignored on the same target for 500 ms', () => {
    const { gate, pass } = gateOnPage();
    pass(400);
    expect(gate.admit('tag-510')).toBe(true);
    pass(499);
    expect(gate.admit('tag-510')).toBe(false);
    pass(1);
    expect(gate.admit('tag-510')).toBe(true);
  });

  it('count on another target at once', () => {
    const { gate, pass } = gateOnPage();
    pass(400);
    expect(gate.admit('tag-510')).toBe(true);
    expect(gate.admit('tag-511')).toBe(true);
  });
});

describe('contacts', () => {
  it('spoil the gesture when there are two, until all are lifted', () => {
    const { gate, pass } = gateOnPage();
    pass(400);
    gate.contactDown({ id: 1, first: true, sizeMm: 9 });
    expect(gate.ready()).toBe(true);
    gate.contactDown({ id: 2, first: false, sizeMm: 9 });
    expect(gate.ready()).toBe(false);
    gate.contactUp(1);
    expect(gate.admit('level')).toBe(false);
    gate.contactUp(2);
    expect(gate.admit('level')).toBe(true);
  });

  it('of the size of a palm never count', () => {
    const { gate, pass } = gateOnPage();
    pass(400);
    gate.contactDown({ id: 1, first: true, sizeMm: 26 });
    expect(gate.admit('level')).toBe(false);
  });

  it('whose end was never reported do not block the next first contact', () => {
    const { gate, pass } = gateOnPage();
    pass(400);
    gate.contactDown({ id: 1, first: true, sizeMm: 9 });
    gate.contactDown({ id: 2, first: false, sizeMm: 9 });
    gate.contactDown({ id: 3, first: true, sizeMm: 9 });
    expect(gate.admit('level')).toBe(true);
  });
});
