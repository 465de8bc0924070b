import type { FramingSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import { createBlame } from './blame.ts';
import { createByteQueue } from './byte-queue.ts';
import type { Framer, FramerEvent } from './framer.ts';
import { type Measure, MORE, reject, type Step } from './step.ts';

/** Bytes taken at once, so that a huge chunk cannot make a huge buffer. */
const SLICE = 1024;
/** Room for a lead and an end mark beside the frame. */
const MARKS = 65;

/** What becomes of the first bytes that wait. */
interface Decision {
  readonly size: number;
  readonly event?: FramerEvent | undefined;
}

/** A framer of streams: looks for one frame after the other, as the measure says. */
export function createStreamFramer(spec: FramingSpec, measure: Measure): Framer {
  const longest = Math.max(spec.maxFrame, ...spec.literals.map((literal) => literal.length));
  const queue = createByteQueue(longest + MARKS + SLICE);
  const blame = createBlame();
  let position = 0;
  let inside = false;

  const leadOf = (bytes: Uint8Array): number | undefined =>
    !inside && bytes[0] === spec.optionalLead ? bytes[0] : undefined;

  const measureBody = (body: Uint8Array, at: number, final: boolean): Step => {
    if (body.length > 0) return measure(body, { position: at, final, inside });
    return final ? reject('garbage', 1) : MORE;
  };

  const refuse = (step: Extract<Step, { kind: 'reject' }>, start: number): Decision => {
    // A lead before something that only looked like a frame belongs to it; before garbage it is garbage itself.
    const wasted = step.reason === 'garbage' ? 0 : start;
    const isNew = blame.isNew(step, position + wasted);
    return { size: wasted + step.skip, event: isNew ? { kind: 'bad', reason: step.reason } : undefined };
  };

  /** One decision about the bytes that wait; undefined: wait for more. `final`: no more will come. */
  const decide = (bytes: Uint8Array, final: boolean): Decision | undefined => {
    const lead = leadOf(bytes);
    const start = lead === undefined ? 0 : 1;
    const body = start === 0 ? bytes : bytes.subarray(start);
    const step = measureBody(body, position + start, final);
    if (step.kind === 'more') return undefined;
    inside = step.kind !== 'frame' && step.inside === true;
    if (step.kind === 'reject') return refuse(step, start);
    if (step.kind === 'ignore') return { size: start + step.size };
    blame.clear();
    const frame = { bytes: body.slice(0, step.end ?? step.size), lead };
    return { size: start + step.size, event: { kind: 'frame', frame } };
  };

  const consume = (events: FramerEvent[], final: boolean): void => {
    while (queue.length > 0) {
      const next = decide(queue.bytes, final);
      if (next === undefined) return;
      queue.drop(next.size);
      position += next.size;
      if (next.event !== undefined) events.push(next.event);
    }
  };

  return {
    push(chunk) {
      const events: FramerEvent[] = [];
      for (let start = 0; start < chunk.length; start += SLICE) {
        queue.append(chunk.subarray(start, start + SLICE));
        consume(events, false);
      }
      return events;
    },
    idle() {
      const events: FramerEvent[] = [];
      consume(events, true);
      // What comes after silence is judged by itself.
      inside = false;
      blame.clear();
      return events;
    },
    get pending() {
      return queue.length;
    },
  };
}
