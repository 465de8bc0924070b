import type { FramingSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import { createFinder } from './finder.ts';
import { agrees, GARBAGE, type Measure, MORE, reject, type Step } from './step.ts';

type Spec<K extends FramingSpec['kind']> = Extract<FramingSpec, { kind: K }>;

interface Lines {
  /** What may end a line; the first to come does. */
  readonly ends: readonly Uint8Array[];
  /** Most bytes of a line with its end. */
  readonly limit: number;
  /** The frame is the line without its end, and an empty line is none. */
  readonly trim: boolean;
}

/** How a line ends that has an end. */
function endLine(at: number, size: number, trim: boolean): Step {
  if (!trim) return { kind: 'frame', size };
  return at === 0 ? { kind: 'ignore', size } : { kind: 'frame', size, end: at };
}

/** The line that ends first, whichever of the marks ends it. */
function createEndFinder(ends: Lines['ends']) {
  const finders = ends.map((end) => ({ find: createFinder(end), length: end.length }));
  return (bytes: Uint8Array, position: number, limit: number) => {
    let first: { at: number; size: number } | undefined;
    for (const { find, length } of finders) {
      const at = find(bytes, position, 0, limit);
      if (at !== undefined && (first === undefined || at < first.at)) first = { at, size: at + length };
    }
    return first;
  };
}

/**
 * Lines. One that is too long is given up to its end: its tail is no line of its own, and might otherwise read like a press.
 */
function measureLines(lines: Lines): Measure {
  const { limit, trim } = lines;
  const findEnd = createEndFinder(lines.ends);
  const longestEnd = Math.max(...lines.ends.map((end) => end.length));
  /** The rest of a line given up, whose end has not come. */
  const passOver = ({ length }: Uint8Array, final: boolean): Step => {
    if (final) return { kind: 'ignore', size: length };
    // Some bytes are kept: an end may begin with them, and while any wait the silence after them is noticed.
    return length > longestEnd ? { kind: 'ignore', size: length - longestEnd, inside: true } : MORE;
  };
  return (bytes, { position, final, inside }) => {
    const end = findEnd(bytes, position, inside ? bytes.length : limit);
    if (end !== undefined) return inside ? { kind: 'ignore', size: end.size } : endLine(end.at, end.size, trim);
    if (inside) return passOver(bytes, final);
    if (bytes.length < limit) return MORE;
    return { ...reject('too-long', limit, Math.max(1, limit - longestEnd)), inside: true };
  };
}

/** Everything up to and including the end mark. */
export function measureDelimiter({ end, maxFrame }: Spec<'delimiter'>): Measure {
  return measureLines({ ends: [end], limit: maxFrame, trim: false });
}

/** Lines ended by CR, LF or both; between CR and LF stands an empty line. */
export function measureTextLine({ maxFrame }: Spec<'text-line'>): Measure {
  return measureLines({ ends: [Uint8Array.of(0x0d), Uint8Array.of(0x0a)], limit: maxFrame + 1, trim: true });
}

/** Text up to a separator. What no separator follows is not finished, and never a frame. */
export function measureTextSplit({ separator, maxFrame }: Spec<'text-split'>): Measure {
  const end = Uint8Array.from(Buffer.from(separator, 'latin1'));
  return measureLines({ ends: [end], limit: maxFrame + end.length, trim: true });
}

/** From a header to the next trailer. */
export function measureHeaderTrailer({ header, trailer, minSize, maxFrame }: Spec<'header-trailer'>): Measure {
  const find = createFinder(trailer);
  return (bytes, { position }) => {
    const start = agrees(bytes, 0, header);
    if (start !== 'yes') return start === 'no' ? GARBAGE : MORE;
    // Nothing beyond maxFrame is looked at: what is too long must not depend on how much has arrived.
    const at = find(bytes, position, header.length, maxFrame);
    if (at === undefined) return bytes.length < maxFrame ? MORE : reject('too-long', maxFrame);
    const size = at + trailer.length;
    if (size >= minSize) return { kind: 'frame', size };
    // Where both marks look alike, a lost byte makes one frame's end look like the start of the next: begin again there.
    return reject('too-short', at, Math.max(1, at));
  };
}
