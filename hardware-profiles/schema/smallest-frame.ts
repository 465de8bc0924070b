import type { FramingSpec } from './framing.ts';

/** Bytes of the smallest frame that a framing gives, literals aside. */
export function smallestFrame(framing: FramingSpec): number {
  switch (framing.kind) {
    case 'fixed':
      return framing.size;
    case 'length':
      return framing.length.min + framing.length.adds;
    case 'header-trailer':
    case 'idle-gap':
    case 'hid-report':
      return framing.minSize;
    case 'delimiter':
      return framing.end.length;
    case 'modbus-rtu':
      return 5;
    case 'json':
      return 2;
    default:
      return 1;
  }
}
