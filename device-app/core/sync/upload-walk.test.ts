import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { UploadAnswer } from './upload-answer.ts';
import { INITIAL_UPLOAD, planUpload, type UploadInput } from './upload-planner.ts';

/** A log of named records, its epochs, and a gateway that compares what it is sent: the world around the planner. */
class World {
  state = INITIAL_UPLOAD;
  epoch = 0;
  log: string[] = [];
  saved = 0;
  paused = false;
  held = new Map<string, string[]>();
  wire: { epoch: string; id: number; from: number; previous: string | undefined; records: string[] }[] = [];
  answers: { epoch: string; id: number; answer: UploadAnswer }[] = [];
  renewals = 0;

  feed(input: UploadInput): void {
    const step = planUpload(this.state, input);
    this.state = step.state;
    expect(step.state.inFlight.length).toBeLessThanOrEqual(3);
    expect(step.state.acked).toBeLessThanOrEqual(step.state.headSeq);
    for (const effect of step.effects) {
      if (effect.kind === 'send') this.send(effect.after);
      else if (effect.kind === 'save-ack') this.saveAck(effect.seq);
      else if (effect.kind === 'renew') this.renew(effect.carryAfter);
      else if (effect.kind === 'pause') this.paused = true;
      else if (effect.kind === 'reconnect') this.cut();
    }
  }

  send(after: number): void {
    const records = this.log.slice(after, after + 3);
    const { nextId: id, epoch } = this.state;
    this.wire.push({ epoch, id, from: after + 1, previous: this.log[after - 1], records });
    this.feed({ kind: 'sent', fromSeq: after + 1, count: records.length });
  }

  /** The promise itself: nothing is booked as confirmed that the gateway does not hold, word for word. */
  saveAck(seq: number): void {
    expect(this.held.get(this.state.epoch)?.slice(0, seq)).toEqual(this.log.slice(0, seq));
    this.saved = Math.max(this.saved, seq);
  }

  renew(carryAfter: number): void {
    this.renewals += 1;
    this.epoch += 1;
    this.log = [`begun ${this.epoch}`, ...this.log.slice(carryAfter).filter((record) => !record.startsWith('begun'))];
    this.saved = 0;
    this.feed({ kind: 'renewed', epoch: this.name(), headSeq: this.log.length });
  }

  name(): string {
    return `ours ${this.epoch}`;
  }

  append(record: string): void {
    this.log.push(record);
    this.feed({ kind: 'appended', headSeq: this.log.length });
  }

  connect(): void {
    if (this.state.phase !== 'offline') return;
    const gatewayAck = this.held.get(this.name())?.length ?? 0;
    this.feed({ kind: 'connected', epoch: this.name(), headSeq: this.log.length, ackedSeq: this.saved, gatewayAck });
  }

  cut(): void {
    this.wire = [];
    this.answers = [];
    this.paused = false;
    this.feed({ kind: 'disconnected' });
  }

  /** The gateway takes the next message: contiguous only, compared with what it holds. */
  ingest(busy: boolean): void {
    const message = this.wire.shift();
    if (message === undefined) return;
    const { epoch, id, from, previous, records } = message;
    const held = this.held.get(epoch) ?? [];
    const known = records.slice(0, Math.max(0, held.length - from + 1));
    let answer: UploadAnswer;
    if (busy) answer = { kind: 'busy', retryAfterMs: 0 };
    else if (from > held.length + 1) answer = { kind: 'gap', expectedSeq: held.length + 1 };
    // Every record names the one before it, so a batch that starts a comparison too late is found out by its chain.
    else if (held[from - 2] !== previous) answer = { kind: 'broken' };
    else if (known.some((record, index) => held[from - 1 + index] !== record)) answer = { kind: 'conflict' };
    else {
      this.held.set(epoch, [...held, ...records.slice(known.length)]);
      answer = { kind: 'ack', ackSeq: this.held.get(epoch)?.length ?? 0 };
    }
    this.answers.push({ epoch, id, answer });
  }

  answer(): void {
    const next = this.answers.shift();
    if (next === undefined) return;
    this.feed({ kind: 'answered', ...next, headSeq: this.log.length });
  }

  rest(): void {
    if (!this.paused) return;
    this.paused = false;
    this.feed({ kind: 'rested' });
  }

  /** Another machine with a copy of our disk has sent other records under our next numbers: in an epoch old enough to be copied. */
  cloneWrites(count: number): void {
    if (this.state.untried) return;
    const held = this.held.get(this.name()) ?? [];
    const strange = Array.from({ length: count }, (_, index) => `clone ${held.length + index}`);
    this.held.set(this.name(), [...held, ...strange]);
  }

  /** The gateway was restored from a backup; its connections did not survive that. */
  forget(count: number): void {
    this.cut();
    const held = this.held.get(this.name()) ?? [];
    this.held.set(this.name(), held.slice(0, Math.max(0, held.length - count)));
  }

  /** Nothing goes wrong any more. */
  settle(): void {
    this.connect();
    for (let round = 0; round < 400; round += 1) {
      this.ingest(false);
      this.answer();
      this.rest();
      this.connect();
    }
  }
}

type Move = (world: World) => void;
const moves: readonly fc.Arbitrary<Move>[] = [
  fc.constant<Move>((world) => world.connect()),
  fc.constant<Move>((world) => world.cut()),
  fc.boolean().map<Move>((busy) => (world) => world.ingest(busy)),
  fc.constant<Move>((world) => world.ingest(false)),
  fc.constant<Move>((world) => world.answer()),
  fc.constant<Move>((world) => world.rest()),
];
const strokes: readonly [string, fc.Arbitrary<Move>][] = [
  ['a copied disk', fc.integer({ min: 1, max: 5 }).map<Move>((count) => (world) => world.cloneWrites(count))],
  ['a gateway that forgot', fc.integer({ min: 1, max: 5 }).map<Move>((count) => (world) => world.forget(count))],
];

/** Plays moves; every third also appends a record, so that there always is something to lose. */
function walk(steps: readonly Move[]): { world: World; written: readonly string[] } {
  const world = new World();
  const written: string[] = [];
  steps.forEach((move, index) => {
    if (index % 3 === 0) {
      written.push(`record ${index}`);
      world.append(`record ${index}`);
    }
    move(world);
  });
  return { world, written };
}

it('delivers every record exactly once over any order of cuts, refusals and lost answers', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(...moves), { maxLength: 120 }), (steps) => {
      const { world, written } = walk(steps);
      world.settle();
      expect(world.held.get('ours 0') ?? []).toEqual(written);
      expect(world.saved).toBe(written.length);
      expect(world.renewals).toBe(0);
    }),
    { numRuns: 400 },
  );
});

it.each(strokes)('loses nothing to %s', (_, stroke) => {
  fc.assert(
    fc.property(fc.array(fc.oneof(...moves, stroke), { maxLength: 120 }), (steps) => {
      const { world, written } = walk(steps);
      world.settle();
      const everything = new Set([...world.held.values()].flat());
      expect(written.filter((record) => !everything.has(record))).toEqual([]);
    }),
    { numRuns: 400 },
  );
});
