import { smallestFrame } from '../frame-sizes.ts';
import type { FramingSpec } from '../framing.ts';
import type { Check, Report } from './report.ts';

type LengthSpec = Extract<FramingSpec, { kind: 'length' }>;

/** From and to, exclusive. */
type Span = readonly [from: number, to: number];

function overlap([from, to]: Span, [otherFrom, otherTo]: Span): boolean {
  return from < otherTo && otherFrom < to;
}

/** The length stands behind the header and before what it counts, and so does its repetition. */
function checkFields({ header, length }: LengthSpec, end: number, report: Report): void {
  const { at, bytes, repeatAt } = length;
  const places = [['at', at] as const, ...(repeatAt === undefined ? [] : [['repeatAt', repeatAt] as const])];
  for (const [name, place] of places) {
    const path = ['framing', 'length', name];
    if (place < header.length) report(path, `lies within the header, which has ${header.length} bytes; put it behind`);
    else if (place + bytes > end) {
      report(
        path,
        `lies behind byte ${end}, where the smallest frame ends without its trailer; correct it, or raise min`,
      );
    } else if (name === 'repeatAt' && overlap([at, at + bytes], [place, place + bytes])) {
      report(path, `overlaps the length itself; put it at ${at + bytes} or behind`);
    }
  }
}

/** Fixed bytes are in every frame, and nothing else stands in their place. */
function checkFixedBytes({ header, length, fixed }: LengthSpec, end: number, report: Report): void {
  const { at: lengthAt, bytes, repeatAt = lengthAt } = length;
  const taken: readonly Span[] = [
    [0, header.length],
    [lengthAt, lengthAt + bytes],
    [repeatAt, repeatAt + bytes],
  ];
  for (const [index, { at }] of fixed.entries()) {
    const path = ['framing', 'fixed', index, 'at'];
    if (at >= end)
      report(path, `lies behind byte ${end}, where the smallest frame ends without its trailer; correct it`);
    else if (taken.some((span) => overlap(span, [at, at + 1]))) {
      report(path, 'is a byte of the header or of the length; take it out');
    } else if (fixed.findIndex((other) => other.at === at) < index) report(path, 'stands twice; keep one of them');
  }
}

/** Header, length, fixed bytes and trailer have places of their own in the smallest frame. */
export const checkLength: Check = ({ framing }, report) => {
  if (framing.kind !== 'length') return;
  const end = smallestFrame(framing) - (framing.trailer?.length ?? 0);
  checkFields(framing, end, report);
  checkFixedBytes(framing, end, report);
};

/** Header and trailer have room in the frame. */
export const checkMarks: Check = ({ framing }, report) => {
  if (framing.kind === 'delimiter' && framing.end.length > framing.maxFrame) {
    report(['framing', 'end'], `has more bytes than maxFrame (${framing.maxFrame}); raise maxFrame`);
  }
  if (framing.kind !== 'fixed' && framing.kind !== 'header-trailer') return;
  const marks = (framing.header?.length ?? 0) + (framing.trailer?.length ?? 0);
  const room = framing.kind === 'fixed' ? framing.size : framing.maxFrame;
  const name = framing.kind === 'fixed' ? 'size' : 'maxFrame';
  if (marks > room)
    report(['framing', name], `has no room for header and trailer (${marks} bytes); raise it or shorten them`);
};
