import { hasOpenSize, largestFrame, smallestFrame } from '../frame-sizes.ts';
import { type ChecksumSpec, type FramingSpec, MAX_FRAME_BYTES } from '../framing.ts';
import { pieceSize } from '../template.ts';
import type { Check, Report } from './report.ts';

function checkSizes(framing: FramingSpec, report: Report): void {
  const { maxFrame } = framing;
  if (framing.kind === 'fixed' && framing.size > maxFrame) {
    report(['framing', 'size'], `is more than maxFrame (${maxFrame}); raise maxFrame`);
  } else if ('minSize' in framing && framing.minSize > maxFrame) {
    report(['framing', 'minSize'], `is more than maxFrame (${maxFrame}); raise maxFrame`);
  }
  if (framing.kind !== 'length') return;
  const { min, max, adds } = framing.length;
  if (min > max) report(['framing', 'length', 'min'], `is more than max (${max}); lower it, or raise max`);
  const largest = max + adds;
  if (largest > MAX_FRAME_BYTES) {
    report(
      ['framing', 'length', 'max'],
      `makes frames of ${largest} bytes; at most ${MAX_FRAME_BYTES} are allowed: lower it`,
    );
  } else if (largest > maxFrame) {
    report(
      ['framing', 'maxFrame'],
      `must be at least length.max + length.adds (${largest}); raise it, or lower length.max`,
    );
  }
}

function widthOf({ kind, value }: ChecksumSpec): number {
  if (kind === 'fixed') return value?.length ?? 0;
  return pieceSize({ kind: 'checksum', checksum: kind, endian: 'big', from: 0, to: undefined }, 0).min;
}

/**
 * A checksum must have room in every frame, and cover something, but never itself. Where nothing says how short a frame may be, one without
 * room for it is a bad frame, so that only the largest is looked at.
 */
function checkChecksum(framing: FramingSpec, checksum: ChecksumSpec, report: Report): void {
  const open = hasOpenSize(framing);
  const size = open ? largestFrame(framing) : smallestFrame(framing);
  const judged = open ? `the largest frame, which has ${size}` : `the smallest frame, which has ${size}`;
  const width = widthOf(checksum);
  const place = (offset: number) => (offset < 0 ? size + offset : offset);
  const [from, to, at] = [place(checksum.from), place(checksum.to), place(checksum.at)];
  if (at < 0 || at + width > size) {
    report(['framing', 'checksum', 'at'], `leaves no room for ${width} bytes in ${judged}; correct it or that size`);
  }
  if (checksum.wildcard !== undefined && checksum.wildcard.length !== width) {
    report(['framing', 'checksum', 'wildcard'], `must have ${width} bytes like the checksum`);
  }
  if (checksum.kind === 'fixed') return;
  if (checksum.to === 0) {
    const problem = `is 0, the start of the frame, so that nothing is covered; count the end from the end, such as ${-width}`;
    report(['framing', 'checksum', 'to'], problem);
  } else if (from < 0 || from > to || to > size) {
    report(['framing', 'checksum', 'to'], `covers bytes ${from} to ${to} of ${judged}; correct the range or that size`);
  } else if (at < to && at + width > from) {
    report(
      ['framing', 'checksum', 'at'],
      `lies within the bytes that it covers (${from} to ${to}); end the range before it, as by "to": ${checksum.at}`,
    );
  }
}

function begins(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** What a literal would hide, or be hidden by. */
function checkLiterals(framing: FramingSpec, report: Report): void {
  const header = ('header' in framing ? framing.header : undefined) ?? new Uint8Array();
  for (const [index, literal] of framing.literals.entries()) {
    const path = ['framing', 'literals', index];
    if (literal.length > framing.maxFrame)
      report(path, `has more bytes than maxFrame (${framing.maxFrame}); raise maxFrame`);
    if (header.length > 0 && (begins(literal, header) || begins(header, literal))) {
      report(path, 'begins like the header, so that one would be taken for the other; use another framing');
    }
    if (literal[0] === framing.optionalLead) report(path, 'begins with optionalLead; write it without');
    const other = framing.literals.findIndex(
      (one, place) => place < index && (begins(one, literal) || begins(literal, one)),
    );
    if (other >= 0) report(path, `begins like framing.literals.${other}; keep one of them`);
  }
}

/** Sizes and marks of the framing fit each other and the transport. */
export const checkFraming: Check = ({ framing, transport }, report) => {
  const first = 'header' in framing ? framing.header?.[0] : undefined;
  if (framing.optionalLead !== undefined && framing.optionalLead === first) {
    report(['framing', 'optionalLead'], 'must differ from the first byte of the header');
  }
  if (transport.kind === 'keyboard' && framing.kind !== 'hid-report') {
    report(['framing', 'kind'], 'must be "hid-report", since the shell hands keys over as boot reports');
  }
  if (framing.kind === 'modbus-rtu' && framing.checksum !== undefined) {
    report(['framing', 'checksum'], 'must be left out: Modbus RTU has its own, which is always checked');
  } else if (framing.checksum !== undefined) checkChecksum(framing, framing.checksum, report);
  checkSizes(framing, report);
  checkLiterals(framing, report);
};
