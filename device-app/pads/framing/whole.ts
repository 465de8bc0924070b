import type { FramingSpec } from '@mingjing/hardware-profiles/schema/framing.ts';
import { type Measure, MORE, reject } from './step.ts';

type Spec<K extends FramingSpec['kind']> = Extract<FramingSpec, { kind: K }>;

/** Everything before a silence. What is too long is given up to the silence after it. */
export function measureIdleGap({ minSize, maxFrame }: Spec<'idle-gap'>): Measure {
  return (bytes, { final, inside }) => {
    const size = bytes.length;
    if (inside) {
      if (final) return { kind: 'ignore', size };
      // One byte is kept: while any waits, the silence after it is noticed.
      return size > 1 ? { kind: 'ignore', size: size - 1, inside } : MORE;
    }
    if (size > maxFrame) return { ...reject('too-long', maxFrame, maxFrame), inside: true };
    if (!final) return MORE;
    return size < minSize ? reject('too-short', size, size) : { kind: 'frame', size };
  };
}

/** A message of the transport: all its bytes, report number included. */
export function measureReport({ reportId, minSize, maxFrame }: Spec<'hid-report'>): Measure {
  return (bytes) => {
    const size = bytes.length;
    if (reportId !== undefined && bytes[0] !== reportId) return { kind: 'ignore', size };
    if (size < minSize) return reject('too-short', size, size);
    return size > maxFrame ? reject('too-long', size, size) : { kind: 'frame', size };
  };
}
