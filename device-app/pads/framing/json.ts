import type { FramingSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import { GARBAGE, type Measure, MORE, reject, type Step } from './step.ts';

const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x22;
const ESCAPE = 0x5c;
const SPACE = 0x20;
const BLANKS = new Set(Buffer.from(' \t\r\n', 'latin1'));
/** Bytes of JSON outside texts (RFC 8259 §2, §3, §6). */
const OUTSIDE_TEXT = new Set(Buffer.from('{}[]:,+-.0123456789eEtrufalsn', 'latin1'));

/** How far an object has been read. */
interface Scan {
  /** Of the object's first byte, and of the next to read; counted from the start of the stream. */
  readonly start: number;
  next: number;
  depth: number;
  inText: boolean;
  escaped: boolean;
  /** Nothing but blanks since the first brace: only a name or the end may follow. */
  empty: boolean;
}

type Outcome = 'on' | 'end' | 'none';

function takeInText(scan: Scan, byte: number): Outcome {
  if (byte < SPACE) return 'none';
  if (scan.escaped) scan.escaped = false;
  else if (byte === ESCAPE) scan.escaped = true;
  else if (byte === QUOTE) scan.inText = false;
  return 'on';
}

function takeOutside(scan: Scan, byte: number): Outcome {
  if (BLANKS.has(byte)) return 'on';
  if (scan.empty && byte !== QUOTE && byte !== CLOSE) return 'none';
  scan.empty = false;
  if (byte === QUOTE) scan.inText = true;
  else if (byte === OPEN) scan.depth += 1;
  else if (byte === CLOSE) scan.depth -= 1;
  else if (!OUTSIDE_TEXT.has(byte)) return 'none';
  return scan.depth === 0 ? 'end' : 'on';
}

/** Takes one byte. @returns whether the object goes on, ends with it, or is none */
function take(scan: Scan, byte: number): Outcome {
  return scan.inText ? takeInText(scan, byte) : takeOutside(scan, byte);
}

/** Reads on up to `limit`. @returns where the object ended or stopped being one, or undefined while it goes on */
function readOn(scan: Scan, bytes: Uint8Array, position: number, limit: number) {
  for (; scan.next - position < Math.min(bytes.length, limit); scan.next += 1) {
    const at = scan.next - position;
    const outcome = take(scan, bytes[at] ?? 0);
    if (outcome !== 'on') return { outcome, at };
  }
  return undefined;
}

/** The rest of an object that was too long: passed over to where it ends, since an object inside it is no message. */
function passOver(scan: Scan, bytes: Uint8Array, position: number, final: boolean): Step {
  const stop = readOn(scan, bytes, position, bytes.length);
  if (stop !== undefined) return { kind: 'ignore', size: stop.outcome === 'end' ? stop.at + 1 : Math.max(1, stop.at) };
  if (final) return { kind: 'ignore', size: bytes.length };
  // One byte is kept: while any waits, the silence after it is noticed.
  return bytes.length > 1 ? { kind: 'ignore', size: bytes.length - 1, inside: true } : MORE;
}

/** JSON objects, by their braces outside of texts. Whether an object is sound in all else, the decoder finds out. */
export function measureJson({ maxFrame }: Extract<FramingSpec, { kind: 'json' }>): Measure {
  let scan: Scan | undefined;
  return (bytes, { position, final, inside }) => {
    if (inside && scan !== undefined) return passOver(scan, bytes, position, final);
    const [first = 0] = bytes;
    if (BLANKS.has(first)) return { kind: 'ignore', size: 1 };
    if (first !== OPEN) return GARBAGE;
    if (scan?.start !== position) {
      scan = { start: position, next: position + 1, depth: 1, inText: false, escaped: false, empty: true };
    }
    const stop = readOn(scan, bytes, position, maxFrame);
    if (stop?.outcome === 'end') return { kind: 'frame', size: stop.at + 1 };
    if (stop !== undefined) return reject('not-json', stop.at + 1, stop.at);
    if (bytes.length < maxFrame) return MORE;
    return { ...reject('too-long', maxFrame, Math.max(1, maxFrame - 1)), inside: true };
  };
}
