import type { FramingSpec } from './framing.ts';

/** Largest answer of a Modbus server with its CRC: five bytes around 250 of data (Modbus application protocol V1.1b3 §6.1). */
const MODBUS_LARGEST = 255;

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

/** Bytes of the largest frame that a framing gives, literals aside. */
export function largestFrame(framing: FramingSpec): number {
  switch (framing.kind) {
    case 'byte':
      return 1;
    case 'fixed':
      return framing.size;
    case 'length':
      return Math.min(framing.maxFrame, framing.length.max + framing.length.adds);
    case 'modbus-rtu':
      return Math.min(framing.maxFrame, MODBUS_LARGEST);
    default:
      return framing.maxFrame;
  }
}

/** Kinds whose frames are as long as their text: nothing says how short one may be, so that one without room for a checksum is a bad frame. */
export function hasOpenSize({ kind }: FramingSpec): boolean {
  return kind === 'delimiter' || kind === 'text-line' || kind === 'text-split' || kind === 'json';
}
