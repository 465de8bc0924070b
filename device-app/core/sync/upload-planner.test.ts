import { describe, expect, it } from 'vitest';
import { INITIAL_UPLOAD, planUpload, type UploadEffect, type UploadInput, type UploadState } from './upload-planner.ts';

const CONNECTED: UploadInput = { kind: 'connected', epoch: 'e1', headSeq: 1000, ackedSeq: 100, gatewayAck: 100 };

/** Plays inputs one after the other; returns the state and the effects of the last. */
function play(inputs: readonly UploadInput[], from: UploadState = INITIAL_UPLOAD) {
  let state = from;
  let effects: readonly UploadEffect[] = [];
  for (const input of inputs) ({ state, effects } = planUpload(state, input));
  return { state, effects };
}

const sent = (fromSeq: number, count = 200): UploadInput => ({ kind: 'sent', fromSeq, count });
const answered = (
  id: number,
  answer: Extract<UploadInput, { kind: 'answered' }>['answer'],
  epoch = 'e1',
): UploadInput => ({
  kind: 'answered',
  epoch,
  id,
  headSeq: 1000,
  answer,
});
/** Three batches on their way: 101–300, 301–500, 501–700. */
const FULL = [CONNECTED, sent(101), sent(301), sent(501)];

describe('after a greeting', () => {
  it.each([
    ['both agree', 100, 100, [{ kind: 'send', after: 100 }]],
    // A confirmation got lost, or another machine stands under our numbers: sent again, and compared there.
    ['the gateway claims more than our books', 100, 300, [{ kind: 'send', after: 100 }]],
    ['the gateway lost what it had confirmed', 100, 40, [{ kind: 'send', after: 40 }]],
    ['all is confirmed', 1000, 1000, []],
    [
      'the gateway claims more than we ever wrote',
      100,
      1001,
      [
        { kind: 'report', what: 'conflict' },
        { kind: 'renew', carryAfter: 100 },
      ],
    ],
  ] as const)('%s', (_, ackedSeq, gatewayAck, effects) => {
    expect(play([{ ...CONNECTED, ackedSeq, gatewayAck }]).effects).toEqual(effects);
  });

  it('sends three batches ahead and no more', () => {
    expect(play([CONNECTED, sent(101), sent(301)]).effects).toEqual([{ kind: 'send', after: 500 }]);
    expect(play(FULL).effects).toEqual([]);
    expect(play(FULL).state.inFlight.map(({ toSeq }) => toSeq)).toEqual([300, 500, 700]);
  });

  it('sends what is appended, once there is room', () => {
    const drained = play([{ ...CONNECTED, headSeq: 100 }]);
    expect(drained.effects).toEqual([]);
    expect(play([{ kind: 'appended', headSeq: 101 }], drained.state).effects).toEqual([{ kind: 'send', after: 100 }]);
    expect(play([...FULL, { kind: 'appended', headSeq: 1001 }]).effects).toEqual([]);
  });
});

describe('an answer', () => {
  it.each<[string, UploadInput[], UploadEffect[]]>([
    [
      'confirms',
      [answered(1, { kind: 'ack', ackSeq: 300 })],
      [
        { kind: 'save-ack', seq: 300 },
        { kind: 'send', after: 700 },
      ],
    ],
    [
      'confirms also the batches before its own, on which it builds',
      [answered(3, { kind: 'ack', ackSeq: 700 })],
      [
        { kind: 'save-ack', seq: 700 },
        { kind: 'send', after: 700 },
      ],
    ],
    [
      'proves no more than its own batch, for only that was compared',
      [answered(1, { kind: 'ack', ackSeq: 900 })],
      [
        { kind: 'save-ack', seq: 300 },
        { kind: 'send', after: 700 },
      ],
    ],
    [
      'confirms what was never written',
      [answered(1, { kind: 'ack', ackSeq: 1001 })],
      [
        { kind: 'report', what: 'conflict' },
        { kind: 'renew', carryAfter: 100 },
      ],
    ],
    [
      'confirms less than its batch',
      [answered(1, { kind: 'ack', ackSeq: 250 })],
      [
        { kind: 'save-ack', seq: 250 },
        { kind: 'report', what: 'refused' },
        { kind: 'pause', cause: 'refused', failures: 1, retryAfterMs: 0 },
      ],
    ],
    [
      'names a gap',
      [answered(2, { kind: 'gap', expectedSeq: 101 })],
      [
        { kind: 'report', what: 'gap' },
        { kind: 'send', after: 100 },
      ],
    ],
    [
      'names a gap before what was confirmed',
      [answered(1, { kind: 'gap', expectedSeq: 51 })],
      [
        { kind: 'report', what: 'gap' },
        { kind: 'send', after: 50 },
      ],
    ],
    [
      'names a gap beyond what was sent',
      [answered(1, { kind: 'gap', expectedSeq: 800 })],
      [
        { kind: 'report', what: 'refused' },
        { kind: 'pause', cause: 'refused', failures: 1, retryAfterMs: 0 },
      ],
    ],
    [
      'names a gap beyond what was written',
      [answered(1, { kind: 'gap', expectedSeq: 1002 })],
      [
        { kind: 'report', what: 'conflict' },
        { kind: 'renew', carryAfter: 100 },
      ],
    ],
    [
      'is busy',
      [answered(1, { kind: 'busy', retryAfterMs: 700 })],
      [{ kind: 'pause', cause: 'busy', failures: 1, retryAfterMs: 700 }],
    ],
    [
      'finds the chain broken',
      [answered(1, { kind: 'broken' })],
      [
        { kind: 'report', what: 'broken' },
        { kind: 'pause', cause: 'broken', failures: 1, retryAfterMs: 0 },
      ],
    ],
    ['never comes', [answered(1, { kind: 'lost' })], [{ kind: 'reconnect' }]],
    ['comes from the epoch before', [answered(1, { kind: 'ack', ackSeq: 300 }, 'e0')], []],
    ['comes after the connection ended', [{ kind: 'disconnected' }, answered(1, { kind: 'ack', ackSeq: 300 })], []],
    [
      'comes late, after a pause began, and confirms what is on its way again',
      [answered(1, { kind: 'busy', retryAfterMs: 0 }), answered(2, { kind: 'ack', ackSeq: 500 })],
      [],
    ],
    [
      'comes late and refuses',
      [answered(1, { kind: 'busy', retryAfterMs: 0 }), answered(2, { kind: 'gap', expectedSeq: 101 })],
      [],
    ],
  ])('%s', (_, inputs, effects) => {
    expect(play([...FULL, ...inputs]).effects).toEqual(effects);
  });

  it('that is busy makes us begin again where all is confirmed', () => {
    const busy = [answered(1, { kind: 'ack', ackSeq: 300 }), sent(701), answered(2, { kind: 'busy', retryAfterMs: 0 })];
    expect(play([...FULL, ...busy, { kind: 'rested' }]).effects).toEqual([{ kind: 'send', after: 300 }]);
  });

  it('that finds the chain broken twice in a row makes us begin a new one', () => {
    const { state } = play([...FULL, answered(1, { kind: 'broken' }), { kind: 'rested' }, sent(101)]);
    const { effects } = play([answered(4, { kind: 'broken' })], state);
    expect(effects).toEqual([
      { kind: 'report', what: 'conflict' },
      { kind: 'renew', carryAfter: 100 },
    ]);
  });

  it('that names the same gap again and again earns a rest', () => {
    const state = [1, 2, 3].reduce(
      (before, id) => play([sent(101), answered(id, { kind: 'gap', expectedSeq: 101 })], before).state,
      play([CONNECTED]).state,
    );
    const { effects } = play([sent(101), answered(4, { kind: 'gap', expectedSeq: 101 })], state);
    expect(effects).toContainEqual({ kind: 'pause', cause: 'refused', failures: 1, retryAfterMs: 0 });
  });
});

describe('a conflict', () => {
  const conflict = [...FULL, answered(1, { kind: 'conflict' })];
  const renewed: UploadInput = { kind: 'renewed', epoch: 'e2', headSeq: 900 };

  it('begins a new epoch from what is confirmed, once for all batches on their way', () => {
    expect(play(conflict).effects).toEqual([
      { kind: 'report', what: 'conflict' },
      { kind: 'renew', carryAfter: 100 },
    ]);
    expect(play([...conflict, answered(2, { kind: 'conflict' })]).effects).toEqual([]);
    expect(play([...conflict, renewed]).effects).toEqual([{ kind: 'send', after: 0 }]);
    expect(play([...conflict, renewed, sent(1), answered(3, { kind: 'ack', ackSeq: 700 })]).state.acked).toBe(0);
  });

  it('right after a new epoch is not answered with another: the log would grow without end', () => {
    const again = [...conflict, renewed, sent(1), answered(4, { kind: 'conflict' }, 'e2')];
    expect(play(again).effects).toContainEqual({ kind: 'pause', cause: 'refused', failures: 1, retryAfterMs: 0 });
    const reconnected: UploadInput = { kind: 'connected', epoch: 'e2', headSeq: 900, ackedSeq: 0, gatewayAck: 901 };
    expect(play([...again, { kind: 'disconnected' }, reconnected]).effects).toContainEqual(
      expect.objectContaining({ kind: 'pause' }),
    );
    const proven = [...conflict, renewed, sent(1), answered(4, { kind: 'ack', ackSeq: 200 }, 'e2'), sent(201)];
    expect(play([...proven, answered(5, { kind: 'conflict' }, 'e2')]).effects).toContainEqual({
      kind: 'renew',
      carryAfter: 200,
    });
  });

  it('that cannot be written down is tried again after a rest', () => {
    const { state, effects } = play([...conflict, { kind: 'renewal-failed' }]);
    expect(effects).toEqual([{ kind: 'pause', cause: 'storage', failures: 1, retryAfterMs: 0 }]);
    expect(play([{ kind: 'rested' }], state).effects).toEqual([{ kind: 'send', after: 100 }]);
  });

  it('is what pruned records are that the gateway wants back', () => {
    expect(play([{ ...CONNECTED, gatewayAck: 40 } as UploadInput, sent(61)]).effects).toEqual([
      { kind: 'report', what: 'conflict' },
      { kind: 'renew', carryAfter: 40 },
    ]);
  });
});
