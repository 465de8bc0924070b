import type { FramingSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import { checksumHolds } from './checksums.ts';
import { type BadFrameReason, FRAMING_KINDS, type Measure, type Step } from './kinds.ts';

export interface Frame {
  /** The frame without its lead. */
  readonly bytes: Uint8Array;
  /** The lead byte where one stood before the frame. */
  readonly lead: number | undefined;
}

export type FramerEvent =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'bad'; readonly reason: BadFrameReason };

/**
 * Cuts a byte stream into frames. What comes out depends only on the bytes and on {@link Framer.idle}, never on how the bytes were
 * cut into chunks. Holds less than 4 KiB whatever arrives.
 */
export interface Framer {
  push(chunk: Uint8Array): readonly FramerEvent[];
  /** The line was silent for `interByteTimeoutMs`: what has begun will not be finished. Frames hidden behind it come out now. */
  idle(): readonly FramerEvent[];
  /** Bytes that wait for more. */
  readonly pending: number;
}

/** Bytes taken at once, so that a huge chunk cannot make a huge buffer. */
const SLICE = 1024;
/** One stretch of garbage counts once per this many bytes: a wrong baud rate shows as many bad frames, a spike as one. */
const GARBAGE_UNIT = 32;

function createMeasure(spec: FramingSpec): Measure {
  const { measure, whole } = FRAMING_KINDS[spec.kind] as { measure: (spec: FramingSpec) => Measure; whole: boolean };
  const shape = measure(spec);
  const { checksum } = spec;
  if (checksum?.strict !== true) return shape;
  return (bytes) => {
    const step = shape(bytes);
    if (step.kind !== 'frame' || checksumHolds(bytes.subarray(0, step.size), checksum)) return step;
    return { kind: 'reject', reason: 'checksum', skip: whole ? step.size : 1, blame: step.size };
  };
}

/** Remembers which bytes an earlier mistake already accounts for. Positions count from the start of the stream. */
function createBlame() {
  let mistakes = 0;
  let garbage = 0;
  return {
    /** Whether a refusal at `position` is a new mistake. */
    isNew({ reason, blame }: Extract<Step, { kind: 'reject' }>, position: number): boolean {
      if (reason === 'garbage') {
        if (position < Math.max(mistakes, garbage)) return false;
        garbage = position + GARBAGE_UNIT;
        return true;
      }
      if (position < mistakes) return false;
      mistakes = position + blame;
      garbage = 0;
      return true;
    },
    clear(): void {
      mistakes = 0;
      garbage = 0;
    },
  };
}

export function createFramer(spec: FramingSpec): Framer {
  const measure = createMeasure(spec);
  const { whole } = FRAMING_KINDS[spec.kind];
  const blame = createBlame();
  let held: Uint8Array = new Uint8Array();
  let position = 0;

  const measureBody = (body: Uint8Array, final: boolean): Step => {
    const step: Step = body.length === 0 ? { kind: 'more' } : measure(body);
    if (step.kind !== 'more' || !final) return step;
    if (body.length === 0) return { kind: 'reject', reason: 'garbage', skip: 1, blame: 1 };
    return { kind: 'reject', reason: 'truncated', skip: whole ? body.length : 1, blame: body.length };
  };

  /** One decision about the bytes from `at` on; undefined: wait for more. `final`: no more will come. */
  const cut = (at: number, final: boolean): { size: number; event: FramerEvent | undefined } | undefined => {
    const lead = held[at] === spec.optionalLead ? spec.optionalLead : undefined;
    const start = lead === undefined ? at : at + 1;
    const step = measureBody(held.subarray(start), final);
    if (step.kind === 'more') return undefined;
    if (step.kind === 'frame') {
      blame.clear();
      const frame = { bytes: held.slice(start, start + step.size), lead };
      return { size: start - at + step.size, event: { kind: 'frame', frame } };
    }
    // A lead before something that only looked like a frame belongs to it; before garbage it is garbage itself.
    const wasted = step.reason === 'garbage' ? 0 : start - at;
    const isNew = blame.isNew(step, position + wasted);
    return { size: wasted + step.skip, event: isNew ? { kind: 'bad', reason: step.reason } : undefined };
  };

  const consume = (final: boolean): FramerEvent[] => {
    const events: FramerEvent[] = [];
    let at = 0;
    while (at < held.length) {
      const next = cut(at, final);
      if (next === undefined) break;
      at += next.size;
      position += next.size;
      if (next.event !== undefined) events.push(next.event);
    }
    held = held.slice(at);
    return events;
  };

  return {
    push(chunk) {
      const events: FramerEvent[] = [];
      for (let start = 0; start < chunk.length; start += SLICE) {
        held = Buffer.concat([held, chunk.subarray(start, start + SLICE)]);
        events.push(...consume(false));
      }
      return events;
    },
    idle: () => consume(true),
    get pending() {
      return held.length;
    },
  };
}
