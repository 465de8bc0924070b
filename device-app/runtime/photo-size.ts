/** Pixels of a picture. */
export interface PhotoSize {
  readonly width: number;
  readonly height: number;
}

/** The size that the header of a PNG states (PNG 3rd edition, 11.2.1). @throws RangeError where it is cut off */
export function sizeOfPng(bytes: Buffer): PhotoSize | undefined {
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Frame headers, C0 to CF, are all but these: tables and an extension (ITU-T T.81, table B.1). */
const NO_FRAMES = new Set([0xc4, 0xc8, 0xcc]);
const SCAN = 0xda;

/** The size that the frame header of a JPEG states: the first, which decoders go by. @throws RangeError where it is cut off */
export function sizeOfJpeg(bytes: Buffer): PhotoSize | undefined {
  let at = 2;
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) return undefined;
    // Any number of these may stand before a marker.
    while (bytes.readUInt8(at) === 0xff) at += 1;
    const marker = bytes.readUInt8(at);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.has(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 4), width: bytes.readUInt16BE(at + 6) };
    if (marker === SCAN) return undefined;
    at += 1 + Math.max(2, bytes.readUInt16BE(at + 1));
  }
}

/** The size that a WebP states (RFC 9649, 2.5 to 2.7), for each kind of its first chunk. @throws RangeError where it is cut off */
export function sizeOfWebp(bytes: Buffer): PhotoSize | undefined {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return undefined;
  }
}
